package io.fedbackup.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationsTest {

  @ParameterizedTest
  @CsvSource({"60s,PT1M", "5m,PT5M", "1h,PT1H", "1m30s,PT1M30S", "0s,PT0S", "270000000s,PT75000H"})
  void durations_are_written_as_kubernetes_writes_them(String text, Duration duration) {
    assertThat(new Durations().convert(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "60", "s", "1d", "-5s", "1s1m", "1.5h", "PT1M", "9999999999s"})
  void other_texts_are_refused_with_examples(String text) {
    assertThatThrownBy(() -> new Durations().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("1m30s");
  }
}
