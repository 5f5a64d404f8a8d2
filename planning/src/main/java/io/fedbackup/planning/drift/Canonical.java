package io.fedbackup.planning.drift;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * When two values are the same, and when they mean the same although they are written differently:
 * nothing, null and an empty container; 1 and 1.0; the quantities {@code 1} and {@code 1000m} where
 * the API has quantities.
 */
final class Canonical {
  private static final Set<String> QUANTITY_PARENTS =
      Set.of("limits", "requests", "hard", "capacity");
  private static final Set<String> QUANTITY_FIELDS = Set.of("sizeLimit", "storage");
  private static final Pattern QUANTITY =
      Pattern.compile("([+-]?[0-9.]{1,30})([KMGTPE]i|[numkMGTPE]?|[eE][+-]?[0-9]{1,3})");
  private static final Map<String, BigDecimal> SUFFIXES =
      Map.ofEntries(
          Map.entry("n", BigDecimal.ONE.movePointLeft(9)),
          Map.entry("u", BigDecimal.ONE.movePointLeft(6)),
          Map.entry("m", BigDecimal.ONE.movePointLeft(3)),
          Map.entry("", BigDecimal.ONE),
          Map.entry("k", BigDecimal.ONE.movePointRight(3)),
          Map.entry("M", BigDecimal.ONE.movePointRight(6)),
          Map.entry("G", BigDecimal.ONE.movePointRight(9)),
          Map.entry("T", BigDecimal.ONE.movePointRight(12)),
          Map.entry("P", BigDecimal.ONE.movePointRight(15)),
          Map.entry("E", BigDecimal.ONE.movePointRight(18)),
          Map.entry("Ki", BigDecimal.valueOf(1L << 10)),
          Map.entry("Mi", BigDecimal.valueOf(1L << 20)),
          Map.entry("Gi", BigDecimal.valueOf(1L << 30)),
          Map.entry("Ti", BigDecimal.valueOf(1L << 40)),
          Map.entry("Pi", BigDecimal.valueOf(1L << 50)),
          Map.entry("Ei", BigDecimal.valueOf(1L << 60)));

  private Canonical() {}

  /** Whether the server takes one for the other: equal, where numbers count by their value. */
  static boolean identical(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return one.decimalValue().compareTo(other.decimalValue()) == 0;
    }
    if (one.isArray() && other.isArray()) {
      return one.size() == other.size()
          && IntStream.range(0, one.size()).allMatch(i -> identical(one.get(i), other.get(i)));
    }
    if (one.isObject() && other.isObject()) {
      return one.size() == other.size()
          && one.propertyStream()
              .allMatch(field -> identical(field.getValue(), other.path(field.getKey())));
    }
    return one.equals(other);
  }

  /** Absent, null, {@code {}} and {@code []}: what a server or Stork may turn into each other. */
  static boolean nothing(JsonNode value) {
    return value.isMissingNode() || value.isNull() || (value.isContainerNode() && value.isEmpty());
  }

  /** What Go writes for a field without {@code omitempty} that nobody set. */
  static boolean zero(JsonNode value) {
    return nothing(value)
        || (value.isTextual() && value.asText().isEmpty())
        || (value.isBoolean() && !value.asBoolean())
        || (value.isNumber() && value.decimalValue().signum() == 0);
  }

  /** Whether two scalars mean the same at a place whose last two field names are given. */
  static boolean sameScalar(JsonNode want, JsonNode have, String parent, String field) {
    if (QUANTITY_PARENTS.contains(parent) || QUANTITY_FIELDS.contains(field)) {
      var wanted = quantity(want.asText());
      return identical(want, have)
          || (wanted.isPresent() && sameNumber(wanted.get(), quantity(have.asText())));
    }
    return identical(want, have);
  }

  private static boolean sameNumber(BigDecimal want, Optional<BigDecimal> have) {
    return have.isPresent() && want.compareTo(have.get()) == 0;
  }

  private static Optional<BigDecimal> quantity(String text) {
    var parts = QUANTITY.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      var suffix = parts.group(2);
      var known = SUFFIXES.get(suffix);
      return Optional.of(
          known == null
              ? new BigDecimal(parts.group(1) + suffix)
              : new BigDecimal(parts.group(1)).multiply(known));
    } catch (NumberFormatException e) {
      return Optional.empty(); // "1.2.3" is no quantity
    }
  }
}
