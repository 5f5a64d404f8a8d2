package io.fedbackup.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.fedbackup.e2e.bench.Contest.Scenario;
import org.junit.jupiter.api.Test;

class RequestBoundsTest {
  private final RequestBounds bounds = new RequestBounds();

  @Test
  void what_is_allowed_is_no_excess_and_the_benchmark_s_own_write_does_not_count() {
    bounds.check(Scenario.FIRST, 5_000, 5_251, 5_010);
    bounds.check(Scenario.NO_OP, 5_000, 61, 2);
    bounds.check(Scenario.CHANGE, 1_000, 63, 4);

    assertThat(bounds.exceeded()).isEmpty();
  }

  @Test
  void one_more_is_an_excess_that_names_the_sync_its_size_and_the_bound() {
    bounds.check(Scenario.FIRST, 5_000, 5_252, 5_010);
    bounds.check(Scenario.NO_OP, 1_000, 62, 2);
    bounds.check(Scenario.CHANGE, 5_000, 64, 4);

    assertThat(bounds.exceeded())
        .satisfiesExactly(
            first -> assertThat(first).contains("first sync", "5,000", "5,251", "5,250"),
            noOp -> assertThat(noOp).contains("no-op", "1,000", "61", "60"),
            change -> assertThat(change).contains("changed", "5,000", "63", "62"));
  }

  @Test
  void a_sync_without_anything_to_do_writes_the_status_and_nothing_else() {
    bounds.check(Scenario.NO_OP, 5_000, 20, 3);

    assertThat(bounds.exceeded()).singleElement().asString().contains("2 writes");
  }

  @Test
  void larger_commits_may_need_more() {
    bounds.check(Scenario.NO_OP, 10_000, 121, 2);

    assertThat(bounds.exceeded()).isEmpty();
  }
}
