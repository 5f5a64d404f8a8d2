package io.fedbackup.gitsync.report;

import java.util.Comparator;

/**
 * One reason why documents are refused, or a warning.
 *
 * @param place where the offending text stands
 * @param object {@code Kind/name}, or empty where no object is known
 * @param field the field's path such as {@code spec.clusters.names[0]}, or empty
 * @param rule what is violated
 * @param severity whether it refuses the documents
 * @param message what is wrong, with what is allowed; never a value of a Secret
 * @param remedy what to do, or empty where the message says it
 */
public record Problem(
    Place place,
    String object,
    String field,
    Rule rule,
    Severity severity,
    String message,
    String remedy)
    implements Comparable<Problem> {

  private static final Comparator<Problem> ORDER =
      Comparator.comparing(Problem::place)
          .thenComparing(Problem::severity)
          .thenComparing(Problem::rule)
          .thenComparing(Problem::field)
          .thenComparing(Problem::message);

  /** The same, in a file of another name. */
  public Problem in(String file) {
    return new Problem(
        new Place(file, place.line(), place.column()),
        object,
        field,
        rule,
        severity,
        message,
        remedy);
  }

  /** An error of a file or of its text, where no object is known. */
  public static Problem ofText(Place place, Rule rule, String message, String remedy) {
    return new Problem(place, "", "", rule, Severity.ERROR, message, remedy);
  }

  @Override
  public int compareTo(Problem other) {
    return ORDER.compare(this, other);
  }

  /** Place, object, field and message in one line. */
  @Override
  public String toString() {
    var line = new StringBuilder(place.toString()).append(": ");
    if (!object.isEmpty()) {
      line.append(object).append(": ");
    }
    if (!field.isEmpty()) {
      line.append(field).append(": ");
    }
    line.append(message);
    if (!remedy.isEmpty()) {
      line.append("; ").append(remedy);
    }
    return line.append(" [").append(rule.wireName()).append(']').toString();
  }
}
