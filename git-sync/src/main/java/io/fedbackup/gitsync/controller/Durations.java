package io.fedbackup.gitsync.controller;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Go and Kubernetes write them: {@code 1h30m}, {@code 15m}, {@code 500ms}. */
final class Durations {
  private static final Pattern PART = Pattern.compile("(\\d+)(h|ms|m|s)");

  private Durations() {}

  /**
   * The duration; text that the CRD's pattern would refuse gives zero.
   *
   * @throws ArithmeticException where it is longer than a Java duration
   */
  static Duration parse(String text) {
    Duration sum = Duration.ZERO;
    Matcher parts = PART.matcher(text);
    while (parts.find()) {
      long amount = Long.parseLong(parts.group(1));
      sum =
          sum.plus(
              switch (parts.group(2)) {
                case "h" -> Duration.ofHours(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "s" -> Duration.ofSeconds(amount);
                default -> Duration.ofMillis(amount);
              });
    }
    return sum;
  }
}
