package io.fedbackup.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fedbackup.api.v1alpha1.DriftEntry;
import io.fedbackup.api.v1alpha1.DriftLayer;
import io.fedbackup.api.v1alpha1.DriftPhase;
import io.fedbackup.api.v1alpha1.DriftReport;
import io.fedbackup.api.v1alpha1.DriftType;
import io.fedbackup.e2e.fleet.Fleet;
import io.fedbackup.e2e.fleet.FleetCluster;
import io.fedbackup.e2e.fleet.FleetTest;
import io.fedbackup.e2e.programs.Installation;
import io.fedbackup.e2e.programs.Questions;
import io.fedbackup.e2e.testbed.Testbed;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.libopenstorage.stork.v1alpha1.SchedulePolicy;

/** What people see when somebody changes by hand what was written to an application cluster. */
@FleetTest(applicationClusters = 1)
class ClusterDriftIT {

  @Test
  void what_is_changed_on_a_cluster_is_put_right_and_stands_in_the_report_of_that_cluster(
      Fleet fleet, Testbed testbed, @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory) {
    try (var team = Team.on(fleet, testbed, directory)) {
      // given
      team.protectedByHand();
      var cluster = fleet.applications().getFirst();
      var schedule = Questions.storkSchedules(cluster, Team.SCHEDULE).getFirst();
      assertThat(report(team, cluster.name())).isEmpty();

      // when
      cluster
          .client()
          .resource(schedule)
          .patch(
              new PatchContext.Builder()
                  .withPatchType(PatchType.JSON_MERGE)
                  .withFieldManager("kubectl-edit")
                  .build(),
              "{\"spec\":{\"suspend\":true}}");

      // then
      Eventually.asserted(
          "it is put right and reported",
          () ->
              assertThat(entries(team, cluster.name()))
                  .singleElement()
                  .satisfies(
                      entry -> {
                        assertThat(entry.layer()).isEqualTo(DriftLayer.CLUSTER);
                        assertThat(entry.type()).isEqualTo(DriftType.MODIFIED);
                        assertThat(entry.kind()).isEqualTo("ApplicationBackupSchedule");
                        assertThat(entry.name()).isEqualTo(schedule.getMetadata().getName());
                        assertThat(entry.cluster()).isEqualTo(cluster.name());
                        assertThat(entry.correctedAt()).isNotNull();
                        var field = entry.fields().getFirst();
                        assertThat(field.path()).isEqualTo("spec.suspend");
                        assertThat(field.have()).isEqualTo("true");
                        assertThat(field.manager()).isEqualTo("kubectl-edit");
                      }));
      assertThat(Questions.storkSchedules(cluster, Team.SCHEDULE).getFirst().getSpec().getSuspend())
          .isFalse();
      assertThat(report(team, cluster.name()).orElseThrow().getMetadata().getOwnerReferences())
          .extracting(owner -> owner.getKind() + " " + owner.getName())
          .containsExactly("ApplicationCluster " + cluster.name());

      // and when somebody copies what is ours
      var copy = copyOf(cluster, schedule.getSpec().getSchedulePolicyName());

      // then it is reported, and not removed
      Eventually.asserted(
          "the copy is too much",
          () ->
              assertThat(entries(team, cluster.name()))
                  .filteredOn(entry -> entry.type() == DriftType.EXTRA)
                  .singleElement()
                  .satisfies(
                      entry -> {
                        assertThat(entry.name()).isEqualTo(copy.getMetadata().getName());
                        assertThat(entry.correctedAt()).isNull();
                      }));
      assertThat(cluster.client().resource(copy).get()).isNotNull();

      // and when they take it away
      cluster.client().resource(copy).delete();

      // then it is history
      Eventually.asserted(
          "nothing is too much",
          () ->
              assertThat(report(team, cluster.name()).orElseThrow().getStatus().phase())
                  .isEqualTo(DriftPhase.IN_SYNC));
    }
  }

  private static SchedulePolicy copyOf(FleetCluster cluster, String name) {
    var copy = cluster.client().resources(SchedulePolicy.class).withName(name).get();
    copy.setMetadata(
        new ObjectMetaBuilder()
            .withName("copied")
            .withLabels(copy.getMetadata().getLabels())
            .withAnnotations(copy.getMetadata().getAnnotations())
            .build());
    return cluster.client().resource(copy).create();
  }

  private static Optional<DriftReport> report(Team team, String cluster) {
    return Optional.ofNullable(
        team.installation()
            .backup()
            .resources(DriftReport.class)
            .inNamespace(Installation.NAMESPACE)
            .withName("cluster-" + cluster)
            .get());
  }

  private static List<DriftEntry> entries(Team team, String cluster) {
    return report(team, cluster)
        .filter(it -> it.getStatus() != null)
        .map(it -> it.getStatus().entries())
        .orElse(List.of());
  }
}
