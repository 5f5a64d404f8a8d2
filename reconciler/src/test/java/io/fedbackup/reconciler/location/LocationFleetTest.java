package io.fedbackup.reconciler.location;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fedbackup.api.v1alpha1.ApplicationCluster;
import io.fedbackup.api.v1alpha1.AzureEnvironment;
import io.fedbackup.api.v1alpha1.AzureLocation;
import io.fedbackup.api.v1alpha1.BackupLocation;
import io.fedbackup.api.v1alpha1.BackupLocationSpecBuilder;
import io.fedbackup.api.v1alpha1.BackupLocationStatusBuilder;
import io.fedbackup.api.v1alpha1.LocationCluster;
import io.fedbackup.api.v1alpha1.LocationClusterBuilder;
import io.fedbackup.api.v1alpha1.LocationProvider;
import io.fedbackup.api.v1alpha1.LocationState;
import io.fedbackup.planning.selection.SelectedClusters;
import io.fedbackup.reconciler.remote.FakeClusters;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** After a restart, before any connection is made. */
class LocationFleetTest {
  private static final AzureLocation AZURE =
      new AzureLocation("acct1", "backups", AzureEnvironment.AZURE_PUBLIC_CLOUD, null, null);
  private static final SelectedClusters NONE =
      new SelectedClusters(List.of(), List.of(), List.of());

  private final LocationFleet fleet = new LocationFleet(new FakeClusters(), (_, _) -> {});

  @Test
  void a_removal_waits_for_clusters_that_are_not_connected_yet() {
    assertThat(states(fleet.leave(work(List.of()), List.of(cluster("shop")))))
        .singleElement()
        .satisfies(LocationFleetTest::isWaitedFor);
  }

  @Test
  void a_cluster_that_is_being_left_is_not_forgotten() {
    LocationCluster stands =
        LocationClusterBuilder.builder()
            .namespace("team-a")
            .name("shop")
            .state(LocationState.LEAVING)
            .storkName("main-0123456789")
            .build();

    assertThat(states(fleet.act(work(List.of(stands)), NONE, List.of(cluster("shop")))))
        .singleElement()
        .satisfies(LocationFleetTest::isWaitedFor)
        .satisfies(state -> assertThat(state.storkName()).isEqualTo("main-0123456789"));
  }

  @Test
  void a_cluster_that_never_had_the_location_is_none_of_its_business() {
    assertThat(states(fleet.act(work(List.of()), NONE, List.of(cluster("shop"))))).isEmpty();
  }

  private static void isWaitedFor(LocationCluster state) {
    assertThat(state.state()).isEqualTo(LocationState.LEAVING);
    assertThat(state.reason()).isEqualTo("ClusterUnreachable");
  }

  private static List<LocationCluster> states(Collection<ClusterReport> reports) {
    return reports.stream().map(ClusterReport::state).flatMap(Optional::stream).toList();
  }

  private static ApplicationCluster cluster(String name) {
    ApplicationCluster cluster = new ApplicationCluster();
    cluster.setMetadata(new ObjectMetaBuilder().withNamespace("team-a").withName(name).build());
    return cluster;
  }

  private static LocationWork work(List<LocationCluster> known) {
    BackupLocation ours = new BackupLocation();
    ours.setMetadata(
        new ObjectMetaBuilder().withNamespace("team-a").withName("main").withUid("u-1").build());
    ours.setSpec(
        BackupLocationSpecBuilder.builder().provider(LocationProvider.AZURE).azure(AZURE).build());
    ours.setStatus(BackupLocationStatusBuilder.builder().clusters(known).build());
    return new LocationWork(ours, AZURE, Instant.parse("2026-11-22T10:00:00Z"));
  }
}
