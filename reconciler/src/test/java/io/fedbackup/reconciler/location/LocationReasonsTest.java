package io.fedbackup.reconciler.location;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fedbackup.api.v1alpha1.BackupLocation;
import io.fedbackup.api.v1alpha1.ClusterPhase;
import io.fedbackup.api.v1alpha1.LocationCluster;
import io.fedbackup.planning.location.LocationRollup;
import io.fedbackup.planning.outcome.Outcome;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.planning.selection.SelectedClusters;
import io.fedbackup.reconciler.remote.FakeClusters;
import io.fedbackup.reconciler.remote.FakeRemoteCluster;
import io.fedbackup.reconciler.remote.Usability;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the condition of a location tells of a cluster on which nothing is done. */
class LocationReasonsTest {
  private final FakeRemoteCluster cluster = new FakeRemoteCluster("team-a", "shop");

  @ParameterizedTest
  @MethodSource
  void a_cluster_that_does_not_count_is_named_and_why(Usability usability, Reason reason) {
    cluster.now(usability);

    var state = new LocationOnCluster(work(), cluster, (_, _) -> {}).keep().state().orElseThrow();

    assertThat(state.reason()).isEqualTo(reason.wireName());
    assertThat(condition(state).reason()).isEqualTo(reason);
    assertThat(condition(state).message()).contains("cluster shop: ");
    assertThat(condition(state).message()).endsWith(reason.advise(reason.meaning()));
    assertThat(cluster.writes()).isEmpty();
  }

  static Stream<Arguments> a_cluster_that_does_not_count_is_named_and_why() {
    return Stream.of(
        Arguments.of(new Usability.Suspended(), Reason.CLUSTER_SUSPENDED),
        Arguments.of(new Usability.Removing(), Reason.CLUSTER_REMOVING),
        Arguments.of(
            new Usability.Unusable(
                ClusterPhase.REMOVING, Reason.BEING_REMOVED, "is being removed", true, false),
            Reason.CLUSTER_REMOVING),
        Arguments.of(
            new Usability.Unusable(
                ClusterPhase.HIBERNATED, Reason.CLUSTER_HIBERNATED, "sleeps", false, false),
            Reason.CLUSTER_HIBERNATED));
  }

  @Test
  void a_cluster_that_does_not_exist_is_named_with_its_namespace() {
    var fleet = new LocationFleet(new FakeClusters(), (_, _) -> {});
    var selected = new SelectedClusters(List.of(), List.of("gone"), List.of());

    var state =
        fleet.act(work(), selected, List.of()).stream()
            .map(ClusterReport::state)
            .flatMap(Optional::stream)
            .toList()
            .getFirst();

    assertThat(condition(state).reason()).isEqualTo(Reason.CLUSTER_NOT_FOUND);
    assertThat(condition(state).message())
        .contains("ApplicationCluster gone in namespace team-a")
        .endsWith(Reason.CLUSTER_NOT_FOUND.remedy());
  }

  private static Outcome condition(LocationCluster state) {
    return LocationRollup.of(List.of(state)).outcome();
  }

  private static LocationWork work() {
    var ours =
        new KubernetesSerialization()
            .unmarshal(
                """
                apiVersion: fedbackup.io/v1alpha1
                kind: BackupLocation
                metadata: {name: main, namespace: team-a, uid: u-1}
                spec:
                  provider: azure
                  azure: {storageAccount: acct1, container: backups}
                """,
                BackupLocation.class);
    return new LocationWork(
        ours,
        Objects.requireNonNull(ours.getSpec().azure()),
        Instant.parse("2026-11-22T10:00:00Z"));
  }
}
