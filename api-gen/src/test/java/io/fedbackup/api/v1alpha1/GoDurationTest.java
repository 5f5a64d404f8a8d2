package io.fedbackup.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {

  @ParameterizedTest
  @CsvSource({"1h, 3600", "168h, 604800", "1h30m, 5400", "1h5s, 3605", "90s, 90", "2m1s, 121"})
  void hours_minutes_and_seconds_are_read(String text, long seconds) {
    assertThat(GoDuration.parse(text)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1d", "h", "1m1h", "-1h", "1.5h", "1H", " 1h"})
  void anything_else_is_refused_with_what_is_allowed(String text) {
    assertThatThrownBy(() -> GoDuration.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + text + "\"")
        .hasMessageContaining("1h30m");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1h", "1h30m", "90h5s", "59s", "0s"})
  void what_is_written_is_what_was_read(String text) {
    assertThat(GoDuration.format(GoDuration.parse(text))).isEqualTo(text);
  }
}
