package io.fedbackup.reconciler.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fedbackup.planning.naming.ClusterKey;
import io.fedbackup.planning.naming.Labels;
import io.fedbackup.reconciler.remote.FakeRemoteCluster;
import io.fedbackup.reconciler.remote.RemoteKind;
import io.fedbackup.reconciler.remote.RemoteKind.Place;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.libopenstorage.stork.v1alpha1.ApplicationBackup;
import org.libopenstorage.stork.v1alpha1.ApplicationBackupSchedule;
import org.libopenstorage.stork.v1alpha1.ApplicationBackupScheduleSpec;
import org.libopenstorage.stork.v1alpha1.ApplicationBackupScheduleStatus;
import org.libopenstorage.stork.v1alpha1.ApplicationBackupSpec;
import org.libopenstorage.stork.v1alpha1.ApplicationRestore;
import org.libopenstorage.stork.v1alpha1.ApplicationRestoreSpec;
import org.libopenstorage.stork.v1alpha1.BackupLocation;
import org.libopenstorage.stork.v1alpha1.applicationbackupschedulespec.Template;
import org.libopenstorage.stork.v1alpha1.applicationbackupschedulestatus.Items;

class InstructionRemovalTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:10Z");

  private final FakeRemoteCluster cluster = new FakeRemoteCluster("team-a", "shop");
  private final ClusterKey identity = cluster.identity().orElseThrow();

  @Test
  void a_location_that_somebody_elses_schedule_names_stays() {
    cluster.put(location());
    cluster.put(schedule("theirs", Map.of(), null));

    assertThat(takeBack()).isEmpty();

    assertThat(cluster.all(BackupLocation.class)).hasSize(1);
  }

  @Test
  void a_location_that_somebody_elses_restore_names_stays() {
    cluster.put(location());
    ApplicationRestore restore = new ApplicationRestore();
    restore.setMetadata(meta("theirs", Map.of()));
    restore.setSpec(new ApplicationRestoreSpec());
    restore.getSpec().setBackupLocation("main");
    cluster.put(restore);

    assertThat(takeBack()).isEmpty();

    assertThat(cluster.all(BackupLocation.class)).hasSize(1);
  }

  @Test
  void a_location_that_nobody_names_goes() {
    cluster.put(location());

    takeBack();

    assertThat(cluster.all(BackupLocation.class)).isEmpty();
    assertThat(takeBack()).isEmpty();
  }

  @Test
  void nothing_goes_before_all_kinds_that_may_name_a_location_are_known() {
    cluster.put(location());
    cluster.unread(RemoteKind.all(ApplicationRestore.class, Place.ADMIN_NAMESPACE));

    assertThat(new InstructionRemoval(cluster, identity).takeBack(NOW)).isEmpty();

    assertThat(cluster.writes()).isEmpty();
  }

  @Test
  void a_schedule_waits_for_the_backup_of_a_run_that_stork_has_started() {
    cluster.put(schedule("nightly", ours(), run("nightly-1", "InProgress")));

    takeBack();
    assertThat(cluster.all(ApplicationBackupSchedule.class))
        .singleElement()
        .satisfies(
            quiet -> {
              assertThat(quiet.getSpec().getSuspend()).isTrue();
              assertThat(quiet.getSpec().getReclaimPolicy()).isEqualTo("Retain");
            });

    cluster.put(backup("nightly-1"));
    takeBack();
    assertThat(cluster.all(ApplicationBackupSchedule.class)).as("until it is freed").hasSize(1);
    takeBack();

    assertThat(cluster.all(ApplicationBackupSchedule.class)).isEmpty();
    assertThat(cluster.all(ApplicationBackup.class))
        .singleElement()
        .satisfies(kept -> assertThat(kept.getMetadata().getOwnerReferences()).isEmpty());
  }

  @Test
  void a_run_that_failed_before_a_backup_existed_holds_no_schedule() {
    cluster.put(schedule("nightly", ours(), run("nightly-1", "Failed")));

    takeBack();

    assertThat(cluster.all(ApplicationBackupSchedule.class)).isEmpty();
  }

  @Test
  void a_run_that_never_gets_a_backup_does_not_hold_a_schedule_for_ever() {
    cluster.put(schedule("nightly", ours(), run("nightly-1", "Pending")));

    var left = new InstructionRemoval(cluster, identity).takeBack(NOW.plusSeconds(180));

    assertThat(left.orElseThrow()).hasSize(1);
    assertThat(cluster.all(ApplicationBackupSchedule.class)).isEmpty();
  }

  private List<HasMetadata> takeBack() {
    return new InstructionRemoval(cluster, identity).takeBack(NOW).orElseThrow();
  }

  private Map<String, String> ours() {
    return Map.of(Labels.INSTALLATION, cluster.installation(), Labels.CLUSTER, identity.hash());
  }

  private static ObjectMeta meta(String name, Map<String, String> labels) {
    return new ObjectMetaBuilder()
        .withNamespace("kube-system")
        .withName(name)
        .withLabels(labels)
        .build();
  }

  private BackupLocation location() {
    BackupLocation location = new BackupLocation();
    location.setMetadata(meta("main", ours()));
    return location;
  }

  private ApplicationBackup backup(String name) {
    ApplicationBackup backup = new ApplicationBackup();
    backup.setMetadata(meta(name, ours()));
    String schedule =
        cluster.all(ApplicationBackupSchedule.class).getFirst().getMetadata().getUid();
    backup
        .getMetadata()
        .setOwnerReferences(
            List.of(
                new OwnerReferenceBuilder()
                    .withKind("ApplicationBackupSchedule")
                    .withUid(schedule)
                    .build()));
    backup.setSpec(new ApplicationBackupSpec());
    return backup;
  }

  private static Items run(String name, String status) {
    Items item = new Items();
    item.setName(name);
    item.setStatus(status);
    item.setCreationTimestamp("2026-11-22T10:00:00Z");
    return item;
  }

  private static ApplicationBackupSchedule schedule(
      String name, Map<String, String> labels, @org.jspecify.annotations.Nullable Items run) {
    ApplicationBackupSchedule schedule = new ApplicationBackupSchedule();
    schedule.setMetadata(meta(name, labels));
    schedule.setSpec(new ApplicationBackupScheduleSpec());
    schedule.getSpec().setReclaimPolicy("Delete");
    schedule.getSpec().setTemplate(new Template());
    schedule.getSpec().getTemplate().setSpec(new ApplicationBackupSpec());
    schedule.getSpec().getTemplate().getSpec().setBackupLocation("main");
    if (run != null) {
      schedule.setStatus(new ApplicationBackupScheduleStatus());
      schedule.getStatus().setItems(Map.of("Interval", List.of(run)));
    }
    return schedule;
  }
}
