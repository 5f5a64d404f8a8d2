package io.fedbackup.reconciler.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.fedbackup.api.v1alpha1.ClusterPhase;
import io.fedbackup.planning.backup.Situation.Step;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.reconciler.remote.FakeRemoteCluster;
import io.fedbackup.reconciler.remote.Usability;
import org.junit.jupiter.api.Test;
import org.libopenstorage.stork.v1alpha1.ApplicationBackup;

/** A run that takes too long is removed, and never the data of one that did not. */
class GivenUpRunTest {
  private final BackupScene scene = new BackupScene();
  private final FakeRemoteCluster cluster = scene.cluster;

  @Test
  void it_gets_retain_before_it_is_removed() {
    run("Applications", "InProgress");

    one().remove();

    assertThat(cluster.writes())
        .containsExactly("patch ApplicationBackup", "delete ApplicationBackup");
  }

  @Test
  void one_without_a_spec_gets_retain_too() {
    run("Applications", "InProgress");
    cluster.all(ApplicationBackup.class).getFirst().setSpec(null);

    one().remove();

    assertThat(cluster.all(ApplicationBackup.class)).isEmpty();
  }

  @Test
  void one_that_has_ended_meanwhile_is_left_alone() {
    run("Final", "Successful");

    one().remove();

    assertThat(cluster.writes()).isEmpty();
  }

  @Test
  void nothing_is_given_up_while_the_watch_does_not_follow() {
    run("Applications", "InProgress");

    assertThat(one().situation().next()).isInstanceOf(Step.TimeOut.class);
    cluster.synced(false);
    assertThat(one().situation().next()).isInstanceOf(Step.Mirror.class);
  }

  @Test
  void nothing_is_given_up_while_the_cluster_refuses_us() {
    run("Applications", "InProgress");

    cluster.now(
        new Usability.Unusable(
            ClusterPhase.DISCONNECTED, Reason.CREDENTIALS_REFUSED, "401", false, false));

    assertThat(one().situation().next()).isEqualTo(new Step.Unheard());
  }

  private void run(String stage, String status) {
    scene.run("stage: %s, status: %s".formatted(stage, status));
  }

  private OneBackup one() {
    return scene.at("2026-11-22T12:00:00Z");
  }
}
