package io.fedbackup.gitsync.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Problems for programs. Field names are part of the command line's contract. */
public final class JsonReport {
  private JsonReport() {}

  /** An array of {@code {file, line, column, object, field, rule, severity, message, remedy}}. */
  public static ArrayNode of(List<Problem> problems) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Problem problem : problems) {
      ObjectNode entry = array.addObject();
      entry.put("file", problem.place().file());
      entry.put("line", problem.place().line());
      entry.put("column", problem.place().column());
      entry.put("object", problem.object());
      entry.put("field", problem.field());
      entry.put("rule", problem.rule().wireName());
      entry.put("severity", problem.severity().wireName());
      entry.put("message", problem.message());
      entry.put("remedy", problem.remedy());
    }
    return array;
  }
}
