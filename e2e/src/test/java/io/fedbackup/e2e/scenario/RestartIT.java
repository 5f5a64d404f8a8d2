package io.fedbackup.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fedbackup.api.v1alpha1.Backup;
import io.fedbackup.api.v1alpha1.BackupPhase;
import io.fedbackup.api.v1alpha1.BackupSchedule;
import io.fedbackup.api.v1alpha1.LocationState;
import io.fedbackup.api.v1alpha1.StorkReference;
import io.fedbackup.e2e.fleet.Fleet;
import io.fedbackup.e2e.fleet.FleetTest;
import io.fedbackup.e2e.programs.Installation;
import io.fedbackup.e2e.programs.Program;
import io.fedbackup.e2e.testbed.Testbed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.libopenstorage.stork.v1alpha1.BackupLocation;
import org.libopenstorage.stork.v1alpha1.SchedulePolicy;

/**
 * The reconciler is killed between any two writes that belong together, and does nothing twice
 * afterwards. The right to the second write is taken away until it is dead, so that it always dies
 * just there.
 */
@FleetTest(applicationClusters = 1)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RestartIT {

  private static final Duration QUIET = Duration.ofSeconds(4);
  private static final String STORK = "stork.libopenstorage.org";
  private static final String OURS = "fedbackup.io";
  private static final String ADMIN = "kube-system";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path directory;

  private static Team team;
  private static OnCluster cluster;
  private static Rights here;
  private static Rights there;

  @BeforeAll
  static void admit(Fleet fleet, Testbed testbed) {
    team = Team.on(fleet, testbed, directory);
    cluster = new OnCluster(fleet.applications().getFirst());
    here = Rights.ofReconciler(fleet);
    there = Rights.on(cluster.cluster());
  }

  @AfterEach
  void everything_was_told_once() {
    assertThat(team.happenings()).allSatisfy((what, times) -> assertThat(times).isOne());
  }

  @AfterAll
  static void stop() {
    team.close();
  }

  @Test
  @Order(1)
  void the_first_backup_is_taken_once() {
    var before = cluster.cluster().controlPlane().requestCounts();
    reconciler().startAndAwaitReady();

    // killed between Stork's BackupLocation and the agent's Job
    try (var _ = there.without("portworx", "batch", "jobs", "create")) {
      team.apply(Intent.all(team.fleet()));
      Eventually.found("Stork's location", () -> cluster.of(BackupLocation.class, "backups"));
      assertThat(cluster.jobs()).isEmpty();
      team.killReconciler();
    }

    // killed between the Job's verdict and the status of the location
    try (var _ = withoutStatus("backuplocations")) {
      reconciler().start();
      Eventually.asserted("a Job that ended well", () -> assertThat(succeededJobs()).isOne());
      assertThat(valid()).isFalse();
      team.killReconciler();
    }

    // killed between Stork's SchedulePolicy and its ApplicationBackupSchedule
    try (var _ = there.without(ADMIN, STORK, "applicationbackupschedules", "create")) {
      reconciler().start();
      Eventually.found("Stork's policy", () -> cluster.of(SchedulePolicy.class, "hourly"));
      assertThat(cluster.schedule(Team.SCHEDULE)).isEmpty();
      team.killReconciler();
    }

    // killed between the create of the mirroring Backup and its status
    try (var _ = withoutStatus("backups")) {
      reconciler().start();
      var mirror = Eventually.found("a mirroring Backup", () -> anyMirror());
      assertThat(mirror.getStatus()).isNull();
      team.killReconciler();
    }

    // and once more when all is done
    reconciler().start();
    var success = team.awaitSuccess(cluster.cluster());
    var told = team.happenings();
    team.killReconciler();
    reconciler().startAndAwaitReady();
    Eventually.stays(
        "one run, one mirror, four blobs",
        QUIET,
        () ->
            cluster.backups(Team.SCHEDULE).size() == 1
                && team.runs(Team.SCHEDULE).size() == 1
                && team.fleet().blobs().size() == 4);
    assertThat(team.happenings()).isEqualTo(told);
    assertThat(cluster.made(before, "batch", "jobs")).as("Jobs ever made").isOne();
    assertThat(cluster.made(before, STORK, "applicationbackups")).as("runs ever made").isOne();
    assertThat(cluster.made(before, STORK, "applicationbackupschedules")).isOne();
    assertThat(team.fleet().blobs())
        .allMatch(blob -> blob.startsWith(String.valueOf(success.getStatus().path())));
  }

  @Test
  @Order(2)
  void drift_is_reported_once_and_put_right_without_a_run() {
    var runs = Team.storkBackups(cluster.cluster());
    var stood = cluster.schedule(Team.SCHEDULE).orElseThrow();

    // killed between the report that it was deleted and its return
    try (var _ = there.without(ADMIN, STORK, "applicationbackupschedules", "create")) {
      cluster.cluster().client().resource(stood).delete();
      Eventually.asserted("it is reported", () -> assertThat(drifts()).hasSize(1));
      assertThat(cluster.schedule(Team.SCHEDULE)).isEmpty();
      team.killReconciler();
    }
    reconciler().start();
    Eventually.found("it is back", () -> cluster.schedule(Team.SCHEDULE));
    assertThat(drifts()).hasSize(1);

    // killed between the report that it was changed and the correction
    try (var _ = there.without(ADMIN, STORK, "applicationbackupschedules", "patch")) {
      cluster
          .cluster()
          .client()
          .resource(cluster.schedule(Team.SCHEDULE).orElseThrow())
          .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": {\"suspend\": true}}");
      Eventually.asserted("that is reported, too", () -> assertThat(drifts()).hasSize(2));
      team.killReconciler();
    }
    reconciler().start();
    Eventually.found(
        "it is as wanted",
        () ->
            cluster
                .schedule(Team.SCHEDULE)
                .filter(it -> Boolean.FALSE.equals(it.getSpec().getSuspend())));
    Eventually.stays(
        "no additional run",
        QUIET,
        () -> Team.storkBackups(cluster.cluster()).equals(runs) && drifts().size() == 2);
    assertThat(team.fleet().blobs()).hasSize(4);
  }

  @Test
  @Order(3)
  void a_backup_on_demand_is_made_once() {
    var before = cluster.cluster().controlPlane().requestCounts();

    // killed between the name in the status and the create
    try (var _ = there.without(ADMIN, STORK, "applicationbackups", "create")) {
      team.apply(Intent.backup("once", cluster.cluster().name(), ""));
      var named = Eventually.found("its name in the status", () -> reference("once"));
      assertThat(named.uid()).isNull();
      assertThat(cluster.backups("once")).isEmpty();
      team.killReconciler();
    }

    // killed between the create and the record of its UID
    try (var _ = withoutStatus("backups")) {
      reconciler().start();
      Eventually.asserted("it is made", () -> assertThat(cluster.backups("once")).hasSize(1));
      assertThat(reference("once")).get().extracting(StorkReference::uid).isNull();
      team.killReconciler();
    }

    reconciler().start();
    Eventually.found("it succeeds", () -> team.inPhase("once", BackupPhase.SUCCESS));
    Eventually.stays("one run", QUIET, () -> cluster.backups("once").size() == 1);
    assertThat(cluster.made(before, STORK, "applicationbackups")).isOne();
    assertThat(reference("once"))
        .get()
        .extracting(StorkReference::uid)
        .isEqualTo(cluster.backups("once").getFirst().getMetadata().getUid());
    assertThat(team.fleet().blobs()).hasSize(8);
  }

  @Test
  @Order(4)
  void a_mirroring_backup_applied_again_without_status_makes_nothing() {
    var mirror = team.runs(Team.SCHEDULE).getFirst();
    var runs = Team.storkBackups(cluster.cluster());
    var blobs = team.fleet().blobs();

    team.installation().backup().resource(mirror).delete();
    var copy = new Backup();
    copy.setMetadata(
        new ObjectMetaBuilder()
            .withName(mirror.getMetadata().getName())
            .withNamespace(Installation.NAMESPACE)
            .withAnnotations(mirror.getMetadata().getAnnotations())
            .build());
    copy.setSpec(mirror.getSpec());
    try (var controlPlane = asControlPlane(team.installation().backup())) {
      controlPlane.resource(copy).forceConflicts().serverSideApply();
    }

    Eventually.found("it mirrors", () -> team.inPhase(Team.SCHEDULE, BackupPhase.SUCCESS));
    Eventually.stays(
        "nothing is made", QUIET, () -> Team.storkBackups(cluster.cluster()).equals(runs));
    assertThat(team.fleet().blobs()).isEqualTo(blobs);
  }

  @Test
  @Order(5)
  void the_removal_of_a_schedule_ends_and_takes_no_backup_with_it() {
    var runs = Team.storkBackups(cluster.cluster());
    var blobs = team.fleet().blobs();

    // killed between the preparation of Stork's schedule and its removal
    try (var _ = there.without(ADMIN, STORK, "applicationbackupschedules", "delete")) {
      team.remove(BackupSchedule.class, Team.SCHEDULE);
      Eventually.found(
          "it starts no more runs",
          () ->
              cluster
                  .schedule(Team.SCHEDULE)
                  .filter(it -> Boolean.TRUE.equals(it.getSpec().getSuspend())));
      team.killReconciler();
    }

    // killed between its removal and the end of our object
    try (var _ = here.without(Installation.NAMESPACE, OURS, "backupschedules", "update", "patch")) {
      reconciler().start();
      Eventually.asserted(
          "Stork's schedule is gone", () -> assertThat(cluster.schedule(Team.SCHEDULE)).isEmpty());
      assertThat(team.find(BackupSchedule.class, Team.SCHEDULE)).isPresent();
      team.killReconciler();
    }

    reconciler().start();
    Eventually.asserted(
        "our schedule is gone",
        () -> assertThat(team.find(BackupSchedule.class, Team.SCHEDULE)).isEmpty());
    assertThat(cluster.of(SchedulePolicy.class, "hourly")).isEmpty();
    Eventually.stays(
        "all backups are there",
        QUIET,
        () ->
            Team.storkBackups(cluster.cluster()).equals(runs)
                && team.fleet().blobs().equals(blobs));
    assertThat(team.runs(Team.SCHEDULE)).hasSize(1);
  }

  private static Program reconciler() {
    return team.installation().reconciler();
  }

  private static Rights.Hold withoutStatus(String resource) {
    return here.without(Installation.NAMESPACE, OURS, resource + "/status", "update", "patch");
  }

  private static long succeededJobs() {
    return cluster.jobs().stream()
        .filter(job -> job.getStatus() != null)
        .filter(job -> Integer.valueOf(1).equals(job.getStatus().getSucceeded()))
        .count();
  }

  private static boolean valid() {
    return team.ask()
        .locationOn("backups", cluster.cluster().name())
        .filter(it -> it.state() == LocationState.VALID)
        .isPresent();
  }

  private static Optional<Backup> anyMirror() {
    return team.runs(Team.SCHEDULE).stream().findFirst();
  }

  private static Optional<StorkReference> reference(String backup) {
    return team.find(Backup.class, backup).map(Backup::getStatus).map(it -> it.stork());
  }

  private static List<String> drifts() {
    return team.events(Team.SCHEDULE, "DriftCorrected");
  }

  /** Nobody else may say that a Backup mirrors something. */
  private static KubernetesClient asControlPlane(KubernetesClient admin) {
    var config =
        new ConfigBuilder(admin.getConfiguration())
            .withImpersonateUsername("system:serviceaccount:fedbackup:fedbackup-reconciler")
            .withImpersonateGroups("system:masters")
            .build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }
}
