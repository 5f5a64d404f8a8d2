package io.fedbackup.reconciler.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fedbackup.planning.backup.ReportedRun;
import org.junit.jupiter.api.Test;

/** A run that Stork does not take up is explained by what Stork warns of. */
class SilentRunTest {
  private final BackupScene scene = new BackupScene();

  @Test
  void after_a_while_storks_words_are_told_newest_first() {
    warns("uid-1", "first.1", "2026-11-22T10:00:02Z", "no such namespace");
    warns("uid-1", "first.2", "2026-11-22T10:00:09Z", "no such location");
    warns("uid-2", "other.1", "2026-11-22T10:00:09Z", "of another run");

    assertThat(toldAt("2026-11-22T10:00:20Z"))
        .containsSubsequence("no such location", "no such namespace")
        .doesNotContain("another run");
  }

  @Test
  void until_then_nothing_is_asked() {
    warns("uid-1", "first.1", "2026-11-22T10:00:02Z", "no such namespace");

    assertThat(toldAt("2026-11-22T10:00:03Z")).doesNotContain("no such namespace");
  }

  private String toldAt(String time) {
    var run = ReportedRun.of(scene.run("reason: ''"));
    return String.valueOf(scene.at(time).reported(run).message());
  }

  private void warns(String about, String name, String time, String message) {
    scene.cluster.put(
        new EventBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace("kube-system")
            .endMetadata()
            .withNewInvolvedObject()
            .withKind("ApplicationBackup")
            .withUid(about)
            .endInvolvedObject()
            .withType("Warning")
            .withLastTimestamp(time)
            .withMessage(message)
            .build());
  }
}
