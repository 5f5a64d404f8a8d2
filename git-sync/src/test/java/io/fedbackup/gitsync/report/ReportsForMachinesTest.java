package io.fedbackup.gitsync.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** The formats that other programs read: their structure, and that no text breaks it. */
class ReportsForMachinesTest {
  private static final List<Problem> PROBLEMS =
      List.of(
          new Problem(
              new Place("a b/ü,x:1%.yaml", 3, 7),
              "Rule/r",
              "spec.rules[0]",
              Rule.INVALID_VALUE,
              Severity.ERROR,
              "<bad> & \u001b[31m 100%\nsecond line ]]>",
              "do better"),
          new Problem(
              Place.ofFile("b.yaml"), "", "", Rule.TOO_LARGE, Severity.ERROR, "too large", ""),
          new Problem(
              new Place("c.yaml", 1, 0),
              "",
              "",
              Rule.SHARED_CONTAINER,
              Severity.WARNING,
              "shared",
              ""));

  @Test
  void sarif_has_what_the_schema_demands() {
    JsonNode log = SarifReport.of(PROBLEMS);

    assertThat(log.path("version").asText()).isEqualTo("2.1.0");
    JsonNode run = log.at("/runs/0");
    assertThat(run.at("/tool/driver/name").asText()).isEqualTo("fedbackup");
    JsonNode rules = run.at("/tool/driver/rules");
    assertThat(run.path("results")).hasSize(3);
    for (JsonNode result : run.path("results")) {
      assertThat(result.at("/message/text").asText()).isNotBlank();
      assertThat(result.path("level").asText()).isIn("none", "note", "warning", "error");
      assertThat(rules.get(result.path("ruleIndex").asInt()).path("id"))
          .isEqualTo(result.path("ruleId"));
      JsonNode physical = result.at("/locations/0/physicalLocation");
      assertThat(java.net.URI.create(physical.at("/artifactLocation/uri").asText()).isAbsolute())
          .isFalse();
      if (physical.has("region")) {
        assertThat(physical.at("/region/startLine").asInt()).isPositive();
        assertThat(physical.at("/region/startColumn").asInt()).isPositive();
      }
    }
  }

  @Test
  void sarif_names_the_place_and_leaves_it_out_for_a_whole_file() {
    JsonNode results = SarifReport.of(PROBLEMS).at("/runs/0/results");

    assertThat(results.at("/0/locations/0/physicalLocation/artifactLocation/uri").asText())
        .isEqualTo("a%20b/%C3%BC%2Cx%3A1%25.yaml");
    assertThat(results.at("/0/locations/0/physicalLocation/region/startColumn").asInt())
        .isEqualTo(7);
    assertThat(results.at("/1/locations/0/physicalLocation").has("region")).isFalse();
  }

  @Test
  void junit_is_xml_with_one_case_per_file() throws Exception {
    Document xml = parse(JunitReport.of(List.of("b.yaml", "good.yaml"), PROBLEMS));

    Element suite = (Element) xml.getElementsByTagName("testsuite").item(0);
    assertThat(xml.getDocumentElement().getTagName()).isEqualTo("testsuites");
    assertThat(suite.getAttribute("tests")).isEqualTo("4");
    assertThat(suite.getAttribute("failures")).isEqualTo("2");
    assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(4);
    assertThat(suite.getElementsByTagName("failure").getLength()).isEqualTo(2);
    assertThat(suite.getElementsByTagName("failure").item(0).getTextContent())
        .contains("a b/ü,x:1%.yaml:3:7", "<bad> &", "]]>");
    assertThat(suite.getElementsByTagName("system-out").item(0).getTextContent())
        .contains("shared");
  }

  @Test
  void github_has_one_command_per_line_and_nothing_that_begins_another() {
    String text = GithubReport.of(PROBLEMS);

    assertThat(text.lines())
        .containsExactly(
            "::error file=a b/ü%2Cx%3A1%25.yaml,line=3,col=7,title=InvalidValue::Rule/r: spec.rules[0]: <bad> &  [31m 100%25 second line ]]>; do better",
            "::error file=b.yaml,title=TooLarge::too large",
            "::warning file=c.yaml,line=1,col=1,title=SharedContainer::shared");
  }

  @Test
  void nothing_to_say_is_said_in_each_format() throws Exception {
    assertThat(SarifReport.of(List.of()).at("/runs/0/results")).isEmpty();
    assertThat(GithubReport.of(List.of())).isEmpty();
    assertThat(
            parse(JunitReport.of(List.of("a.yaml"), List.of()))
                .getElementsByTagName("failure")
                .getLength())
        .isZero();
  }

  private static Document parse(String xml) throws Exception {
    return DocumentBuilderFactory.newDefaultNSInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }
}
