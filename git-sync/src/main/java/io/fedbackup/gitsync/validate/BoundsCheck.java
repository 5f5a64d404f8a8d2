package io.fedbackup.gitsync.validate;

import com.fasterxml.jackson.databind.JsonNode;
import io.fedbackup.gitsync.report.Rule;
import io.fedbackup.gitsync.schema.Schema.Limits;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.stream.Collectors;

/** Enumerations, patterns, ranges, lengths. */
final class BoundsCheck {
  private final Findings findings;

  BoundsCheck(Findings findings) {
    this.findings = findings;
  }

  /** Whether the value is within all limits; else reports the first that it is not. */
  boolean check(Limits limits, JsonNode value, String pointer) {
    Optional<String> broken =
        enumeration(limits, value)
            .or(() -> value.isTextual() ? text(limits, value.asText()) : Optional.empty())
            .or(() -> value.isNumber() ? number(limits, value.asDouble()) : Optional.empty())
            .or(() -> size(limits, value));
    broken.ifPresent(
        message -> {
          String reason = Unsupported.reasonFor(pointer, value).orElse("");
          Rule rule = reason.isEmpty() ? Rule.INVALID_VALUE : Rule.UNSUPPORTED;
          findings.atValue(pointer, rule, reason.isEmpty() ? message : reason + "; " + message, "");
        });
    return broken.isEmpty();
  }

  private static Optional<String> enumeration(Limits limits, JsonNode value) {
    if (limits.enumeration().isEmpty() || limits.enumeration().contains(value)) {
      return Optional.empty();
    }
    String allowed =
        limits.enumeration().stream().map(JsonNode::asText).collect(Collectors.joining(", "));
    return Optional.of("'%s' is not allowed; allowed are %s".formatted(cut(value), allowed));
  }

  private static Optional<String> text(Limits limits, String value) {
    int length = value.codePointCount(0, value.length());
    return tooFew(limits.minLength(), length, "characters")
        .or(() -> tooMany(limits.maxLength(), length, "characters"))
        .or(() -> pattern(limits, value))
        .or(() -> format(limits, value));
  }

  private static Optional<String> pattern(Limits limits, String value) {
    return limits
        .pattern()
        .filter(pattern -> !pattern.matcher(value).find())
        .map(
            pattern -> "'%s' does not match %s".formatted(FieldPath.cut(value), pattern.pattern()));
  }

  private static Optional<String> format(Limits limits, String value) {
    if (!limits.format().orElse("").equals("date-time")) {
      return Optional.empty();
    }
    try {
      OffsetDateTime.parse(value);
      return Optional.empty();
    } catch (DateTimeException e) {
      return Optional.of(
          "'%s' is not a time as in 2026-12-01T00:00:00Z".formatted(FieldPath.cut(value)));
    }
  }

  private static Optional<String> number(Limits limits, double value) {
    if (limits.minimum().isPresent() && value < limits.minimum().get()) {
      return Optional.of("must be at least " + plain(limits.minimum().get()));
    }
    if (limits.maximum().isPresent() && value > limits.maximum().get()) {
      return Optional.of("must be at most " + plain(limits.maximum().get()));
    }
    return Optional.empty();
  }

  private static Optional<String> size(Limits limits, JsonNode value) {
    if (value.isArray()) {
      return tooFew(limits.minItems(), value.size(), "entries")
          .or(() -> tooMany(limits.maxItems(), value.size(), "entries"));
    }
    if (value.isObject()) {
      return tooFew(limits.minProperties(), value.size(), "fields")
          .or(() -> tooMany(limits.maxProperties(), value.size(), "fields"));
    }
    return Optional.empty();
  }

  private static Optional<String> tooFew(Optional<Integer> minimum, int actual, String what) {
    return minimum
        .filter(least -> actual < least)
        .map(least -> "has %d %s; at least %d are needed".formatted(actual, what, least));
  }

  private static Optional<String> tooMany(Optional<Integer> maximum, int actual, String what) {
    return maximum
        .filter(most -> actual > most)
        .map(most -> "has %d %s; at most %d are allowed".formatted(actual, what, most));
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }

  private static String cut(JsonNode value) {
    return FieldPath.cut(value.asText());
  }
}
