package io.fedbackup.reconciler.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fedbackup.api.v1alpha1.BackupSchedule;
import io.fedbackup.reconciler.instruction.Catalogue;
import io.fedbackup.reconciler.instruction.StorkKinds;
import io.fedbackup.reconciler.remote.FakeRemoteCluster;
import io.fedbackup.reconciler.schedule.ScheduleRemoval.Progress;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.libopenstorage.stork.v1alpha1.ApplicationBackup;
import org.libopenstorage.stork.v1alpha1.ApplicationBackupSchedule;

/** Taking a schedule off a cluster costs no backup, whatever happens at the same time. */
class ScheduleRemovalTest {
  private static final KubernetesSerialization YAML = new KubernetesSerialization();
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private final FakeRemoteCluster cluster = new FakeRemoteCluster("team-a", "shop");

  @Test
  void it_is_made_quiet_its_backups_are_freed_and_then_it_goes() {
    stork("fedbackup.io/installation: inst", "Delete", "");
    backup(name() + "-daily-2026-11-22-100000");

    assertThat(remove(NOW)).isEqualTo(Progress.FREED);
    assertThat(cluster.writes())
        .containsExactly("patch ApplicationBackupSchedule", "patch ApplicationBackup");
    assertThat(remove(NOW)).isEqualTo(Progress.GOING);
    assertThat(cluster.writes())
        .containsExactly("patch ApplicationBackupSchedule", "delete ApplicationBackupSchedule");
    assertThat(cluster.all(ApplicationBackup.class))
        .singleElement()
        .satisfies(left -> assertThat(left.getMetadata().getOwnerReferences()).isEmpty());
    assertThat(remove(NOW)).isEqualTo(Progress.GONE);
  }

  @Test
  void one_of_our_name_that_is_not_ours_is_left_alone() {
    stork("somebody: else", "Delete", "");

    assertThat(remove(NOW)).isEqualTo(Progress.GONE);

    assertThat(cluster.writes()).isEmpty();
    assertThat(cluster.all(ApplicationBackupSchedule.class)).hasSize(1);
  }

  @Test
  void the_backup_of_a_run_that_has_just_begun_is_waited_for() {
    var run = name() + "-daily-2026-11-22-115950";
    stork("fedbackup.io/installation: inst", "Delete", run);

    assertThat(remove(NOW)).isEqualTo(Progress.WAITING);
    assertThat(cluster.all(ApplicationBackupSchedule.class))
        .singleElement()
        .satisfies(
            schedule -> {
              assertThat(schedule.getSpec().getSuspend()).isTrue();
              assertThat(schedule.getSpec().getReclaimPolicy()).isEqualTo("Retain");
            });

    backup(run);
    assertThat(remove(NOW)).isEqualTo(Progress.FREED);
    assertThat(remove(NOW)).isEqualTo(Progress.GOING);
    assertThat(cluster.all(ApplicationBackup.class).getFirst().getMetadata().getOwnerReferences())
        .isEmpty();
  }

  @Test
  void a_backup_that_is_seen_while_others_are_freed_is_freed_before_the_schedule_goes() {
    // given a run that has just begun, and a watch that shows its backup at a bad moment
    var run = name() + "-daily-2026-11-22-115950";
    stork("fedbackup.io/installation: inst", "Delete", run);
    cluster.afterList(StorkKinds.BACKUPS, () -> backup(run));

    // when
    remove(NOW);

    // then
    assertThat(cluster.all(ApplicationBackupSchedule.class)).as("what it depends on").hasSize(1);
    assertThat(remove(NOW)).isEqualTo(Progress.FREED);
    assertThat(remove(NOW)).isEqualTo(Progress.GOING);
  }

  @Test
  void one_whose_spec_somebody_took_away_goes_like_any_other() {
    stork("fedbackup.io/installation: inst", "Delete", "");
    cluster.all(ApplicationBackupSchedule.class).getFirst().setSpec(null);

    assertThat(remove(NOW)).isEqualTo(Progress.GOING);
  }

  @Test
  void a_run_that_never_gets_a_backup_is_not_waited_for_for_ever() {
    stork("fedbackup.io/installation: inst", "Retain", name() + "-daily-2026-11-22-115950");

    assertThat(remove(NOW.plusSeconds(180))).isEqualTo(Progress.GOING);
  }

  private Progress remove(Instant now) {
    return ScheduleRemoval.remove(cluster, cluster.identity().orElseThrow(), wish(now));
  }

  private String name() {
    return wish(NOW).storkName("inst", cluster.identity().orElseThrow());
  }

  private void stork(String label, String reclaimPolicy, String unfinished) {
    var items =
        unfinished.isEmpty()
            ? "{}"
            : "{Daily: [{name: %s, creationTimestamp: '2026-11-22T11:59:50Z', status: Pending}]}"
                .formatted(unfinished);
    put(
        """
        apiVersion: stork.libopenstorage.org/v1alpha1
        kind: ApplicationBackupSchedule
        metadata: {name: %s, namespace: kube-system, labels: {%s}}
        spec: {reclaimPolicy: %s, suspend: false}
        status: {items: %s}
        """
            .formatted(name(), label, reclaimPolicy, items),
        ApplicationBackupSchedule.class);
  }

  private void backup(String name) {
    put(
        """
        apiVersion: stork.libopenstorage.org/v1alpha1
        kind: ApplicationBackup
        metadata:
          name: %s
          namespace: kube-system
          labels: {fedbackup.io/installation: inst}
          ownerReferences:
          - {apiVersion: v1, kind: ApplicationBackupSchedule, name: %s, uid: u}
        spec: {}
        """
            .formatted(name, name()),
        ApplicationBackup.class);
  }

  private <T extends HasMetadata> void put(String yaml, Class<T> type) {
    cluster.put(YAML.unmarshal(yaml, type));
  }

  private static Wish wish(Instant now) {
    var schedule =
        YAML.unmarshal(
            """
            apiVersion: fedbackup.io/v1alpha1
            kind: BackupSchedule
            metadata: {name: nightly, namespace: team-a, uid: ours}
            spec:
              schedulePolicyRef: {name: p}
              locationRef: {name: l}
              template: {namespaces: [shop]}
            """,
            BackupSchedule.class);
    return new Wish(schedule, new Catalogue(noContext()), List.of(), false, null, now);
  }

  private static Context<?> noContext() {
    return (Context<?>)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (_, method, _) -> {
              throw new UnsupportedOperationException(method.getName());
            });
  }
}
