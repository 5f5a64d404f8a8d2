package io.fedbackup.api.v1alpha1;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/** Durations as the API writes them: hours, minutes and seconds, such as {@code 1h30m}. */
public final class GoDuration {

  private static final Pattern PATTERN = Pattern.compile(Patterns.DURATION);

  private GoDuration() {}

  /**
   * Reads a duration.
   *
   * @throws IllegalArgumentException if {@code text} does not match {@link Patterns#DURATION}; the
   *     message says what is allowed
   */
  public static Duration parse(String text) {
    if (!PATTERN.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no duration: hours, minutes and seconds, such as 1h30m");
    }
    return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
  }

  /** Writes a duration, whole seconds, not negative. */
  public static String format(Duration duration) {
    var text = duration.truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString();
    return text.substring(2).toLowerCase(Locale.ROOT);
  }
}
