package io.fedbackup.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fedbackup.api.v1alpha1.LocationState;
import io.fedbackup.e2e.fleet.Fleet;
import io.fedbackup.e2e.fleet.FleetTest;
import io.fedbackup.e2e.testbed.Testbed;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@FleetTest(applicationClusters = 2)
class FirstBackupIT {

  @Test
  void what_kubectl_applies_becomes_a_backup_of_each_cluster(
      Fleet fleet, Testbed testbed, @TempDir Path directory) {
    try (var team = Team.on(fleet, testbed, directory)) {
      // given
      team.installation().reconciler().startAndAwaitReady();

      // when
      team.apply(Intent.all(fleet));

      // then
      for (var cluster : fleet.applications()) {
        Eventually.found(
            cluster.name() + " is Active", () -> team.ask().activeCluster(cluster.name()));
        Eventually.found(
            "the location is Valid on " + cluster.name(),
            () ->
                team.ask()
                    .locationOn("backups", cluster.name())
                    .filter(it -> it.state() == LocationState.VALID));
        var backup = team.awaitSuccess(cluster);
        assertThat(fleet.blobs())
            .as("four objects below the path that the Backup tells")
            .filteredOn(blob -> blob.startsWith(backup.getStatus().path()))
            .hasSize(4);
        assertThat(Team.storkBackups(cluster)).hasSize(1);
      }
    }
  }
}
