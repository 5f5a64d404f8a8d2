package io.fedbackup.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class SamplesTest {

  @Test
  void one_outlier_does_not_move_the_median() {
    assertThat(new Samples(List.of(9.0, 1.0, 1.2)).median()).isEqualTo(1.2);
  }

  @Test
  void of_an_even_number_the_median_lies_in_the_middle() {
    assertThat(new Samples(List.of(4.0, 1.0, 2.0, 9.0)).median()).isEqualTo(3.0);
  }

  @Test
  void the_range_is_shown_beside_the_median() {
    assertThat(new Samples(List.of(2.5, 2.0, 2.1)).seconds()).isEqualTo("2.10 s (2.00-2.50)");
  }

  @Test
  void nothing_measured_is_no_result() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Samples(List.of()));
  }
}
