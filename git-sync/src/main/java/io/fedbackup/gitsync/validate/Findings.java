package io.fedbackup.gitsync.validate;

import io.fedbackup.gitsync.report.Place;
import io.fedbackup.gitsync.report.Problem;
import io.fedbackup.gitsync.report.Problems;
import io.fedbackup.gitsync.report.Rule;
import io.fedbackup.gitsync.report.Severity;
import io.fedbackup.gitsync.yaml.Position;
import io.fedbackup.gitsync.yaml.YamlDocument;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Problems of one document: adds file, position and object to what a check found at a JSON pointer.
 * Filled by one thread; afterwards not changed any more.
 */
final class Findings {
  private final String file;
  private final YamlDocument document;
  private final String object;
  private final Problems problems = new Problems();
  private final TreeSet<String> pointers = new TreeSet<>();
  private boolean typed = true;

  Findings(String file, YamlDocument document) {
    this.file = file;
    this.document = document;
    this.object = describe(document);
  }

  /** A problem of the value at this pointer. */
  void atValue(String pointer, Rule rule, String message, String remedy) {
    note(pointer, rule);
    problems.add(problem(pointer, rule, Severity.ERROR, message, remedy));
  }

  /** A problem of the key that names the value at this pointer. */
  void atKey(String pointer, Rule rule, String message, String remedy) {
    note(pointer, rule);
    Position position = document.positionOf(pointer);
    problems.add(
        new Problem(
            new Place(file, position.keyLine(), position.keyColumn()),
            object,
            FieldPath.of(pointer),
            rule,
            Severity.ERROR,
            message,
            remedy));
  }

  private void note(String pointer, Rule rule) {
    pointers.add(pointer);
    typed &= rule != Rule.WRONG_TYPE && rule != Rule.MISSING_FIELD;
  }

  /** Whether every value has its type and nothing required is missing, as far as was checked. */
  boolean isTyped() {
    return typed;
  }

  /** A problem of the value at this pointer, which is only handed out. */
  Problem problem(String pointer, Rule rule, Severity severity, String message, String remedy) {
    Position position = document.positionOf(pointer);
    return new Problem(
        new Place(file, position.line(), position.column()),
        object,
        FieldPath.of(pointer),
        rule,
        severity,
        message,
        remedy);
  }

  /** Whether nothing was found at this pointer or below it. */
  boolean isSound(String pointer) {
    String next = pointers.ceiling(pointer + '/');
    return !pointers.contains(pointer) && (next == null || !next.startsWith(pointer + '/'));
  }

  /** {@link #isSound} as things stand now: what is found later does not count. */
  Predicate<String> soundness() {
    var now = new Findings(file, document);
    now.pointers.addAll(pointers);
    return now::isSound;
  }

  Problems problems() {
    return problems;
  }

  boolean isEmpty() {
    return problems.isEmpty();
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
