package io.fedbackup.agent;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations as Kubernetes writes them: {@code 1m30s}. */
final class Durations implements ITypeConverter<Duration> {

  private static final Pattern FORM =
      Pattern.compile("(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?");

  @Override
  public Duration convert(String value) {
    var matcher = FORM.matcher(value);
    if (value.isEmpty() || !matcher.matches()) {
      throw new TypeConversionException(
          "\"" + value + "\" is not a duration such as 60s, 5m or 1m30s");
    }
    return Duration.ofHours(number(matcher.group(1)))
        .plusMinutes(number(matcher.group(2)))
        .plusSeconds(number(matcher.group(3)));
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
