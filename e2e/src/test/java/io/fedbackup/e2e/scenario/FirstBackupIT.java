package io.fedbackup.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fedbackup.api.v1alpha1.LocationState;
import io.fedbackup.e2e.fleet.Fleet;
import io.fedbackup.e2e.fleet.FleetTest;
import io.fedbackup.e2e.programs.Installation;
import io.fedbackup.e2e.programs.Questions;
import io.fedbackup.e2e.testbed.Testbed;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@FleetTest(applicationClusters = 2)
class FirstBackupIT {

  @Test
  void what_kubectl_applies_becomes_a_backup_of_each_cluster(
      Fleet fleet,
      Testbed testbed,
      @TempDir Path directory) {
    try (var installation = new Installation(fleet, testbed, directory)) {
      // given
      installation.openShops();
      installation.admitTeam();
      installation.reconciler().startAndAwaitReady();

      // when
      apply(installation, Intent.all(fleet));

      // then
      var ask = installation.ask();
      for (var cluster : fleet.applications()) {
        Eventually.found(cluster.name() + " is Active", () -> ask.activeCluster(cluster.name()));
        Eventually.found(
            "the location is Valid on " + cluster.name(),
            () ->
                ask.locationOn("backups", cluster.name())
                    .filter(it -> it.state() == LocationState.VALID));
        var backup =
            Eventually.found("a backup of " + cluster.name(), () -> ask.successOn(cluster.name()));
        assertThat(fleet.blobs())
            .as("four objects below the path that the Backup tells")
            .filteredOn(blob -> blob.startsWith(backup.getStatus().path()))
            .hasSize(4);
        assertThat(Questions.storkBackups(cluster)).hasSize(1);
      }
    }
  }

  private static void apply(Installation installation, String documents) {
    installation
        .backup()
        .load(new ByteArrayInputStream(documents.getBytes(StandardCharsets.UTF_8)))
        .items()
        .forEach(it -> installation.backup().resource(it).forceConflicts().serverSideApply());
  }
}
