package io.fedbackup.reconciler.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fedbackup.api.v1alpha1.BackupSchedule;
import io.fedbackup.api.v1alpha1.LeftBehind;
import io.fedbackup.planning.naming.ClusterKey;
import io.fedbackup.planning.naming.Labels;
import io.fedbackup.planning.naming.ObjectName;
import io.fedbackup.planning.naming.StorkNames;
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
import org.libopenstorage.stork.v1alpha1.ApplicationBackupSpec;
import org.libopenstorage.stork.v1alpha1.BackupLocation;

class LeftBehindRemovalTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:10Z");
  private static final StorkNames NAMES = new StorkNames("inst");

  private final FakeRemoteCluster cluster = new FakeRemoteCluster("team-a", "shop");
  private final ClusterKey key = cluster.identity().orElseThrow();
  private final String name = NAMES.schedule(new ObjectName("team-a", "nightly"), key, "");

  @Test
  void a_schedule_that_was_left_is_taken_back_and_then_forgotten() {
    List<LeftBehind> left = List.of(left("ApplicationBackupSchedule", schedule()));

    List<LeftBehind> seenLeaving = takeBack(left);

    assertThat(cluster.all(ApplicationBackupSchedule.class)).isEmpty();
    assertThat(seenLeaving).isEqualTo(left);
    assertThat(takeBack(seenLeaving)).isEmpty();
  }

  @Test
  void another_object_of_the_same_name_is_left_alone() {
    LeftBehind former = left("ApplicationBackupSchedule", schedule());
    cluster.all(ApplicationBackupSchedule.class).forEach(cluster::take);
    schedule();

    assertThat(takeBack(List.of(former))).isEmpty();

    assertThat(cluster.all(ApplicationBackupSchedule.class)).hasSize(1);
  }

  @Test
  void what_an_object_of_ours_asks_for_again_stays() {
    List<LeftBehind> left = List.of(left("ApplicationBackupSchedule", schedule()));
    BackupSchedule again = new BackupSchedule();
    again.setMetadata(new ObjectMetaBuilder().withNamespace("team-a").withName("nightly").build());
    var wanted = new WantedAgain(NAMES, key, List.of(again), List.of());

    assertThat(new LeftBehindRemoval(cluster, wanted).takeBack(left, NOW)).isEmpty();

    assertThat(cluster.all(ApplicationBackupSchedule.class)).hasSize(1);
  }

  @Test
  void a_location_waits_until_nobody_names_it() {
    BackupLocation location = new BackupLocation();
    location.setMetadata(meta("main-0123456789"));
    List<LeftBehind> left = List.of(left("BackupLocation", cluster.put(location)));
    ApplicationBackup backup = new ApplicationBackup();
    backup.setMetadata(meta("one"));
    backup.setSpec(new ApplicationBackupSpec());
    backup.getSpec().setBackupLocation("main-0123456789");
    cluster.put(backup);

    assertThat(takeBack(left)).isEqualTo(left);
    assertThat(cluster.all(BackupLocation.class)).hasSize(1);

    cluster.take(backup);
    takeBack(left);
    assertThat(cluster.all(BackupLocation.class)).isEmpty();
    assertThat(takeBack(left)).isEmpty();
  }

  @Test
  void as_long_as_the_cluster_does_not_tell_nothing_is_forgotten() {
    List<LeftBehind> left = List.of(left("ApplicationBackupSchedule", schedule()));
    cluster.unread(RemoteKind.all(ApplicationBackup.class, Place.ADMIN_NAMESPACE));

    assertThat(takeBack(left)).isEqualTo(left);

    assertThat(cluster.writes()).isEmpty();
  }

  @Test
  void what_is_left_twice_is_written_down_once() {
    LeftBehind one = new LeftBehind("BackupLocation", "kube-system", "main", "u-1", null);
    LeftBehind other = new LeftBehind("BackupLocation", "kube-system", "main", "u-2", null);

    assertThat(LeftInstructions.merged(List.of(one), List.of(one, other)))
        .containsExactly(one, other);
  }

  private List<LeftBehind> takeBack(List<LeftBehind> left) {
    return new LeftBehindRemoval(cluster, _ -> false).takeBack(left, NOW);
  }

  private static LeftBehind left(String kind, HasMetadata object) {
    return new LeftBehind(
        kind,
        object.getMetadata().getNamespace(),
        object.getMetadata().getName(),
        object.getMetadata().getUid(),
        "2026-11-22T10:00:00Z");
  }

  private ApplicationBackupSchedule schedule() {
    ApplicationBackupSchedule schedule = new ApplicationBackupSchedule();
    schedule.setMetadata(meta(name));
    schedule.setSpec(new ApplicationBackupScheduleSpec());
    return cluster.put(schedule);
  }

  private io.fabric8.kubernetes.api.model.ObjectMeta meta(String of) {
    return new ObjectMetaBuilder()
        .withNamespace("kube-system")
        .withName(of)
        .withLabels(Map.of(Labels.INSTALLATION, cluster.installation()))
        .build();
  }
}
