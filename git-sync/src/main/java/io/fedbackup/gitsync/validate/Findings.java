package io.fedbackup.gitsync.validate;

import io.fedbackup.gitsync.report.Place;
import io.fedbackup.gitsync.report.Problem;
import io.fedbackup.gitsync.report.Problems;
import io.fedbackup.gitsync.report.Rule;
import io.fedbackup.gitsync.yaml.Position;
import io.fedbackup.gitsync.yaml.YamlDocument;

/**
 * Problems of one document: adds file, position and object to what a check found at a JSON pointer.
 */
final class Findings {
  private final String file;
  private final YamlDocument document;
  private final Problems problems;
  private final String object;
  private int count;

  Findings(String file, YamlDocument document, Problems problems) {
    this.file = file;
    this.document = document;
    this.problems = problems;
    this.object = describe(document);
  }

  /** A problem of the value at this pointer. */
  void atValue(String pointer, Rule rule, String message, String remedy) {
    Position position = document.positionOf(pointer);
    add(new Place(file, position.line(), position.column()), pointer, rule, message, remedy);
  }

  /** A problem of the key that names the value at this pointer. */
  void atKey(String pointer, Rule rule, String message, String remedy) {
    Position position = document.positionOf(pointer);
    add(new Place(file, position.keyLine(), position.keyColumn()), pointer, rule, message, remedy);
  }

  private void add(Place place, String pointer, Rule rule, String message, String remedy) {
    count++;
    problems.add(new Problem(place, object, FieldPath.of(pointer), rule, message, remedy));
  }

  boolean isEmpty() {
    return count == 0;
  }

  YamlDocument document() {
    return document;
  }

  Place start() {
    Position position = document.positionOf("");
    return new Place(file, position.line(), position.column());
  }

  private static String describe(YamlDocument document) {
    String kind = document.root().path("kind").asText("");
    String name = document.root().path("metadata").path("name").asText("");
    if (kind.isEmpty()) {
      return "";
    }
    return FieldPath.cut(name.isEmpty() ? kind : kind + "/" + name);
  }
}
