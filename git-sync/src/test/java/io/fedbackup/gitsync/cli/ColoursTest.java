package io.fedbackup.gitsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ColoursTest {
  @Test
  void colours_are_for_terminals_of_people_who_want_them() {
    assertThat(Colours.wanted(true, Map.of("TERM", "xterm"))).isTrue();
    assertThat(Colours.wanted(true, Map.of("NO_COLOR", ""))).isTrue();
    assertThat(Colours.wanted(true, Map.of("NO_COLOR", "1"))).isFalse();
    assertThat(Colours.wanted(true, Map.of("TERM", "dumb"))).isFalse();
    assertThat(Colours.wanted(false, Map.of())).isFalse();
  }
}
