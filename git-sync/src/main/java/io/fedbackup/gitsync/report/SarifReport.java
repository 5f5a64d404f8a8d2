package io.fedbackup.gitsync.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Problems as SARIF 2.1.0, which code scanning of several forges reads.
 *
 * @see <a href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html">SARIF 2.1.0</a>
 */
public final class SarifReport {
  private static final String UNRESERVED =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";

  private SarifReport() {}

  /** A log with one run; files are relative to where the repository begins. */
  public static ObjectNode of(List<Problem> problems) {
    ObjectNode log = JsonNodeFactory.instance.objectNode();
    log.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    log.put("version", "2.1.0");
    ObjectNode run = log.putArray("runs").addObject();
    List<Rule> rules = problems.stream().map(Problem::rule).distinct().sorted().toList();
    ObjectNode driver = run.putObject("tool").putObject("driver");
    driver.put("name", "fedbackup");
    ArrayNode described = driver.putArray("rules");
    rules.forEach(rule -> described.addObject().put("id", rule.wireName()));
    run.put("columnKind", "unicodeCodePoints");
    ArrayNode results = run.putArray("results");
    problems.forEach(problem -> result(results.addObject(), problem, rules));
    return log;
  }

  private static void result(ObjectNode result, Problem problem, List<Rule> rules) {
    result.put("ruleId", problem.rule().wireName());
    result.put("ruleIndex", rules.indexOf(problem.rule()));
    result.put("level", problem.severity().wireName());
    result.putObject("message").put("text", Printable.of(text(problem)));
    ObjectNode location = result.putArray("locations").addObject();
    physical(location.putObject("physicalLocation"), problem.place());
    if (!problem.object().isEmpty()) {
      location
          .putArray("logicalLocations")
          .addObject()
          .put(
              "fullyQualifiedName", Printable.of(problem.object() + " " + problem.field()).strip());
    }
  }

  private static void physical(ObjectNode physical, Place place) {
    physical.putObject("artifactLocation").put("uri", uri(place.file()));
    if (place.line() > 0) {
      ObjectNode region = physical.putObject("region");
      region.put("startLine", place.line());
      region.put("startColumn", Math.max(1, place.column()));
    }
  }

  private static String text(Problem problem) {
    String field = problem.field().isEmpty() ? "" : problem.field() + ": ";
    return field + problem.message() + (problem.remedy().isEmpty() ? "" : "; " + problem.remedy());
  }

  /** A relative path as a URI reference. */
  private static String uri(String path) {
    var uri = new StringBuilder();
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      if (UNRESERVED.indexOf(c) >= 0) {
        uri.append(c);
      } else {
        uri.append("%%%02X".formatted(b & 0xFF));
      }
    }
    return uri.toString();
  }
}
