package io.fedbackup.gitsync.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.gitsync.apply.ClusterException;
import io.fedbackup.gitsync.engine.Documents;
import io.fedbackup.gitsync.engine.Kinds;
import io.fedbackup.gitsync.plan.Owner;
import io.fedbackup.gitsync.report.Place;
import io.fedbackup.gitsync.validate.Manifest;
import io.fedbackup.gitsync.validate.ObjectKey;
import io.fedbackup.gitsync.validate.TestKinds;
import io.fedbackup.gitsync.watch.Sentinel;
import io.fedbackup.gitsync.watch.Spot;
import io.fedbackup.planning.outcome.Outcome;
import io.fedbackup.planning.reason.Reason;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Git cannot be read, and somebody changes by hand what was applied. */
class LastGoodTest {
  private static final Instant NOW = Instant.parse("2026-11-25T09:00:00Z");
  private static final ObjectKey KEY = new ObjectKey("Widget", "team", "a");

  private final SyncScene scene = new SyncScene();
  private final GitSync sync = scene.add("fleet", "a");
  private final Remembered known =
      new Remembered(
          new Documents(Kinds.reader(), Kinds.validator(Kinds.catalog())),
          new Sentinel(new Owner("team", "fleet"), new Silent()));
  private final SyncProgress progress = new SyncProgress();

  @BeforeEach
  void something_was_applied() {
    Manifest wanted = wanted();
    known.good = new Rest("main@sha1:1", List.of(wanted), Rest.Asked.of(sync), NOW);
    known.sentinel.expect(List.of(wanted));
  }

  @AfterEach
  void end() {
    scene.close();
  }

  @Test
  void what_was_put_right_is_the_sync_s_and_the_call_is_answered() throws InterruptedException {
    called();

    LastGood.keep(
        sync,
        known,
        progress,
        (good, aside) -> {
          aside.written = List.of(KEY);
          aside.inventory = new TreeSet<>(List.of(KEY));
          return true;
        });

    assertThat(progress.written).containsExactly(KEY);
    assertThat(progress.isThrough()).isTrue();
    assertThat(progress.soon).isFalse();
  }

  @Test
  void a_comparison_that_breaks_in_any_way_hides_nothing_and_is_tried_again_soon()
      throws InterruptedException {
    called();

    for (RuntimeException failure :
        List.of(
            new KubernetesClientException("away"),
            new IllegalStateException("unforeseen"),
            SyncTrouble.transientTrouble(Reason.BACKUP_CLUSTER_UNAVAILABLE, "away"))) {
      progress.soon = false;

      LastGood.keep(
          sync,
          known,
          progress,
          (_, _) -> {
            throw failure;
          });

      assertThat(progress.soon).isTrue();
      assertThat(progress.isThrough()).isFalse();
    }
  }

  @Test
  void what_could_not_be_put_right_is_tried_again_soon() throws InterruptedException {
    called();

    LastGood.keep(
        sync,
        known,
        progress,
        (good, aside) -> {
          aside.inventory = new TreeSet<>(List.of(KEY));
          aside.outcome = Outcome.failed(Reason.APPLY_FAILED, "refused for now");
          return true;
        });

    assertThat(progress.soon).isTrue();
    assertThat(progress.isThrough()).isFalse();
  }

  @Test
  void without_a_call_nothing_is_asked() throws InterruptedException {
    known.sentinel.begin();

    LastGood.keep(
        sync,
        known,
        progress,
        (_, _) -> {
          throw new AssertionError("not to be compared");
        });

    assertThat(progress.soon).isFalse();
  }

  private void called() {
    known.sentinel.gone(KEY, NOW);
    known.sentinel.begin();
  }

  private static Manifest wanted() {
    var body =
        (ObjectNode)
            TestKinds.tree(
                """
                apiVersion: fedbackup.io/v1alpha1
                kind: Widget
                metadata: {name: a, namespace: team}
                spec: {size: 1}
                """);
    return new Manifest(
        KEY, TestKinds.catalog().find("Widget").orElseThrow(), body, Place.ofFile("a.yaml"));
  }

  private static final class Silent implements Sentinel.Listener {
    @Override
    public void alarm() {}

    @Override
    public void blind(Spot spot, ClusterException why) {}
  }
}
