package io.fedbackup.planning.location;

import static org.assertj.core.api.Assertions.assertThat;

import io.fedbackup.api.v1alpha1.LocationCluster;
import io.fedbackup.api.v1alpha1.LocationPhase;
import io.fedbackup.api.v1alpha1.LocationState;
import io.fedbackup.api.v1alpha1.StateCount;
import io.fedbackup.planning.outcome.Outcome;
import io.fedbackup.planning.reason.Reason;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LocationRollupTest {

  @Test
  void noClusterIsPendingAndSaysSo() {
    LocationRollup rollup = LocationRollup.of(List.of());

    assertThat(rollup.phase()).isEqualTo(LocationPhase.PENDING);
    assertThat(rollup.outcome().reason()).isEqualTo(Reason.NO_CLUSTER);
  }

  @Test
  void allValidIsValid() {
    LocationRollup rollup = LocationRollup.of(List.of(valid("a"), valid("b")));

    assertThat(rollup.phase()).isEqualTo(LocationPhase.VALID);
    assertThat(rollup.outcome()).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void someValidIsPartiallyValidWithTheFirstProblemAsReason() {
    LocationRollup rollup =
        LocationRollup.of(List.of(valid("a"), failed("b", Reason.ROLE_MISSING)));

    assertThat(rollup.phase()).isEqualTo(LocationPhase.PARTIALLY_VALID);
    assertThat(rollup.outcome()).isInstanceOf(Outcome.Failed.class);
    assertThat(rollup.outcome().reason()).isEqualTo(Reason.ROLE_MISSING);
    assertThat(rollup.outcome().message())
        .contains("cluster b")
        .contains("Storage Blob Data Contributor");
    assertThat(rollup.valid()).isEqualTo(1);
    assertThat(rollup.total()).isEqualTo(2);
  }

  @Test
  void noneValidIsInvalid() {
    assertThat(LocationRollup.of(List.of(failed("b", Reason.TIMED_OUT))).phase())
        .isEqualTo(LocationPhase.INVALID);
  }

  @Test
  void beforeTheFirstVerdictItIsValidating() {
    LocationRollup rollup =
        LocationRollup.of(List.of(cluster("a", LocationState.VALIDATING, Reason.VALIDATING)));

    assertThat(rollup.phase()).isEqualTo(LocationPhase.VALIDATING);
    assertThat(rollup.outcome()).isInstanceOf(Outcome.Waiting.class);
  }

  @Test
  void suspendedAndLeavingClustersDoNotCount() {
    LocationRollup rollup =
        LocationRollup.of(
            List.of(
                valid("a"),
                cluster("b", LocationState.SKIPPED, Reason.CLUSTER_SUSPENDED),
                cluster("c", LocationState.LEAVING, Reason.LEAVING)));

    assertThat(rollup.phase()).isEqualTo(LocationPhase.VALID);
    assertThat(rollup.total()).isEqualTo(1);
    assertThat(rollup.clusters()).hasSize(3);
  }

  @Test
  void whenOnlySuspendedClustersAreSelectedItSaysSo() {
    LocationRollup rollup =
        LocationRollup.of(List.of(cluster("b", LocationState.SKIPPED, Reason.CLUSTER_SUSPENDED)));

    assertThat(rollup.phase()).isEqualTo(LocationPhase.PENDING);
    assertThat(rollup.outcome().reason()).isEqualTo(Reason.CLUSTER_SUSPENDED);
  }

  @Test
  void aHundredClustersAreListedProblemsFirstAndAllAreCounted() {
    List<LocationCluster> all =
        Stream.concat(
                IntStream.range(0, 150).mapToObj(i -> valid("v" + i)),
                Stream.of(failed("zz", Reason.ROLE_MISSING)))
            .toList();

    LocationRollup rollup = LocationRollup.of(all);

    assertThat(rollup.clusters()).hasSize(100);
    assertThat(rollup.clusters().getFirst().name()).isEqualTo("zz");
    assertThat(rollup.counts())
        .containsExactly(
            new StateCount("Failed", "RoleMissing", 1), new StateCount("Valid", "", 150));
  }

  private static LocationCluster valid(String name) {
    return cluster(name, LocationState.VALID, null);
  }

  private static LocationCluster failed(String name, Reason reason) {
    return cluster(name, LocationState.FAILED, reason);
  }

  private static LocationCluster cluster(
      String name, LocationState state, @Nullable Reason reason) {
    return new LocationCluster(
        "team-a",
        name,
        state,
        reason == null ? null : reason.wireName(),
        null,
        reason == null ? null : reason.remedy(),
        null,
        null,
        null,
        null);
  }
}
