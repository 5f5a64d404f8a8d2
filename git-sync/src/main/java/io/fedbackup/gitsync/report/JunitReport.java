package io.fedbackup.gitsync.report;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Problems as JUnit XML: one test case per file, failed by its errors; warnings are its output. */
public final class JunitReport {
  private static final String NAME = "fedbackup validate";

  private JunitReport() {}

  /**
   * A document with one suite.
   *
   * @param files all files that were read, also those without problems
   */
  public static String of(Collection<String> files, List<Problem> problems) {
    Map<String, List<Problem>> cases = new TreeMap<>();
    files.forEach(file -> cases.put(file, new ArrayList<>()));
    problems.forEach(
        problem ->
            cases.computeIfAbsent(problem.place().file(), file -> new ArrayList<>()).add(problem));
    var text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      suites(xml, cases);
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a string can always be written to", e);
    }
    return text + "\n";
  }

  private static void suites(XMLStreamWriter xml, Map<String, List<Problem>> cases)
      throws XMLStreamException {
    long failed = cases.values().stream().filter(of -> !only(of, Severity.ERROR).isEmpty()).count();
    xml.writeStartElement("testsuites");
    counts(xml, cases.size(), failed);
    xml.writeStartElement("testsuite");
    counts(xml, cases.size(), failed);
    xml.writeAttribute("errors", "0");
    xml.writeAttribute("skipped", "0");
    for (var entry : cases.entrySet()) {
      testCase(xml, entry.getKey(), entry.getValue());
    }
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private static void counts(XMLStreamWriter xml, int tests, long failures)
      throws XMLStreamException {
    xml.writeAttribute("name", NAME);
    xml.writeAttribute("tests", Integer.toString(tests));
    xml.writeAttribute("failures", Long.toString(failures));
  }

  private static void testCase(XMLStreamWriter xml, String file, List<Problem> problems)
      throws XMLStreamException {
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", NAME);
    xml.writeAttribute("name", Printable.of(file));
    xml.writeAttribute("time", "0");
    List<Problem> errors = only(problems, Severity.ERROR);
    if (!errors.isEmpty()) {
      xml.writeStartElement("failure");
      xml.writeAttribute("type", errors.getFirst().rule().wireName());
      xml.writeAttribute("message", errors.size() == 1 ? "1 problem" : errors.size() + " problems");
      xml.writeCharacters(lines(errors));
      xml.writeEndElement();
    }
    List<Problem> warnings = only(problems, Severity.WARNING);
    if (!warnings.isEmpty()) {
      xml.writeStartElement("system-out");
      xml.writeCharacters(lines(warnings));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private static List<Problem> only(List<Problem> problems, Severity severity) {
    return problems.stream().filter(problem -> problem.severity() == severity).toList();
  }

  private static String lines(List<Problem> problems) {
    return problems.stream()
        .map(problem -> Printable.of(problem.toString()))
        .collect(Collectors.joining("\n"));
  }
}
