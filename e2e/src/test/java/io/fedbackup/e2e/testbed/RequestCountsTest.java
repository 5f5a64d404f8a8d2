package io.fedbackup.e2e.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestCountsTest {

  private static final String METRICS =
      """
      # HELP apiserver_request_total [STABLE] Counter of apiserver requests.
      # TYPE apiserver_request_total counter
      apiserver_request_total{code="200",component="apiserver",dry_run="",group="",resource="pods",scope="cluster",subresource="",verb="LIST",version="v1"} 12
      apiserver_request_total{code="200",component="apiserver",dry_run="",group="fedbackup.io",resource="backups",scope="resource",subresource="status",verb="APPLY",version="v1alpha1"} 1.5e+03
      apiserver_request_total{code="201",component="apiserver",dry_run="All",group="fedbackup.io",resource="backups",scope="resource",subresource="",verb="POST",version="v1alpha1"} 3
      apiserver_request_duration_seconds_count{verb="LIST"} 12
      """;

  @Test
  void it_reads_the_counter_of_requests_and_nothing_else() {
    var counts = RequestCounts.parse(METRICS);

    assertThat(counts.total()).isEqualTo(1515);
    assertThat(counts.writes()).as("dry runs write nothing").isEqualTo(1500);
    assertThat(counts.of("fedbackup.io", "backups")).isEqualTo(1503);
  }

  @Test
  void a_difference_holds_only_what_changed() {
    var before = RequestCounts.parse(METRICS);
    var after = RequestCounts.parse(METRICS.replace("} 12\n", "} 15\n"));

    var difference = after.since(before);

    assertThat(difference.total()).isEqualTo(3);
    assertThat(difference.counts()).hasSize(1);
    assertThat(before.since(before).counts()).isEmpty();
  }
}
