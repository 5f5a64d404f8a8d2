package io.fedbackup.gitsync.validate;

import io.fedbackup.gitsync.report.Rule;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The message for a field that the schema does not have: why, what is meant perhaps, what is
 * allowed.
 */
final class UnknownFields {

  private UnknownFields() {}

  static void report(Findings findings, String pointer, String name, Collection<String> allowed) {
    Optional<String> reason = Unsupported.fieldReason(name);
    if (reason.isPresent()) {
      Rule rule = name.startsWith("exclude") ? Rule.NOT_SUPPORTED_BY_STORK : Rule.UNSUPPORTED;
      findings.atKey(pointer, rule, reason.get(), "remove the field");
      return;
    }
    String fields = allowed.isEmpty() ? "none" : String.join(", ", allowed);
    findings.atKey(
        pointer,
        Rule.UNKNOWN_FIELD,
        "unknown field '%s'".formatted(FieldPath.cut(name)),
        meant(name, allowed).map("did you mean '%s'? "::formatted).orElse("")
            + "allowed: "
            + fields);
  }

  private static Optional<String> meant(String name, Collection<String> allowed) {
    String letters = letters(name);
    return allowed.stream()
        .filter(candidate -> letters(candidate).equals(letters) || candidate.equalsIgnoreCase(name))
        .findFirst();
  }

  /** The letters in order of the alphabet, so that a transposition or a wrong case is found. */
  private static String letters(String name) {
    return name.toLowerCase(java.util.Locale.ROOT)
        .chars()
        .sorted()
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }
}
