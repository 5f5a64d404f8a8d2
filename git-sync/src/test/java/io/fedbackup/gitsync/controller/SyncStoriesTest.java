package io.fedbackup.gitsync.controller;

import static io.fedbackup.gitsync.controller.SyncScene.condition;
import static io.fedbackup.gitsync.controller.SyncScene.policy;
import static io.fedbackup.gitsync.controller.SyncScene.policyKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.fedbackup.api.v1alpha1.Annotations;
import io.fedbackup.api.v1alpha1.DriftPolicy;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.api.v1alpha1.SyncPhase;
import io.fedbackup.planning.outcome.Outcome;
import io.fedbackup.planning.reason.Reason;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What users see of a commit that is applied, or cannot be. */
class SyncStoriesTest {
  private final SyncScene scene = new SyncScene();

  @AfterEach
  void end() {
    scene.close();
  }

  @Test
  void at_rest_it_costs_lists_and_no_write() throws InterruptedException {
    GitSync fleet = scene.write("a/all.yaml", scene.policies(10)).add("fleet", "a");
    scene.sync(fleet);
    scene.objects.requests();
    var before = fleet.getStatus();

    Outcome outcome = scene.sync(fleet);

    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    assertThat(scene.objects.requests())
        .hasSizeLessThan(10)
        .allSatisfy(request -> assertThat(request).startsWith("LIST"));
    assertThat(fleet.getStatus()).isEqualTo(before);
    assertThat(condition(fleet, "InSync")).isEqualTo("True InSync");
    assertThat(fleet.getStatus().lastAppliedRevision()).isEqualTo(scene.revision());
  }

  @Test
  void a_request_that_is_too_long_for_the_status_is_served_all_the_same()
      throws InterruptedException {
    GitSync fleet = scene.write("a/a.yaml", policy("one")).add("fleet", "a");
    fleet.getMetadata().setAnnotations(Map.of(Annotations.REQUESTED_AT, "x".repeat(1_000)));

    scene.sync(fleet);

    assertThat(fleet.getStatus().lastHandledRequestAt()).hasSize(253).startsWith("xxx");
  }

  @Test
  void another_path_of_the_same_commit_is_a_change_and_nobodys_fault() throws InterruptedException {
    GitSync fleet =
        scene.write("a/a.yaml", policy("one")).write("b/b.yaml", policy("two")).add("fleet", "a");
    scene.sync(fleet);

    scene.change(fleet, spec -> spec.path("b"));
    scene.sync(fleet);

    assertThat(scene.objects.keys()).containsExactly(policyKey("two"));
    assertThat(scene.events(Reason.DELETED_BY_HAND)).isEmpty();
    assertThat(scene.events(Reason.PRUNED)).singleElement().asString().contains("team/one");
  }

  @Test
  void another_path_is_applied_also_where_drift_is_only_reported() throws InterruptedException {
    GitSync fleet =
        scene
            .write("a/a.yaml", policy("one"))
            .write("b/b.yaml", policy("two"))
            .add("fleet", "a", spec -> spec.driftPolicy(DriftPolicy.REPORT));
    scene.sync(fleet);

    scene.change(fleet, spec -> spec.path("b"));
    scene.sync(fleet);

    assertThat(scene.objects.keys()).containsExactly(policyKey("two"));
    assertThat(condition(fleet, "InSync")).isEqualTo("True InSync");
  }

  @Test
  void a_failure_halfway_prunes_nothing_and_the_rest_follows() throws InterruptedException {
    GitSync fleet = scene.write("a/all.yaml", scene.policies(10)).add("fleet", "a");
    scene.sync(fleet);
    scene.objects.breakWrites(policyKey("new"));
    scene.write("a/all.yaml", scene.policies(9)).write("a/new.yaml", policy("new")).commit();

    Outcome outcome = scene.sync(fleet);

    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(condition(fleet, "Applied")).isEqualTo("False ApplyFailed");
    assertThat(scene.objects.keys()).contains(policyKey("p9"));
    assertThat(scene.inventory(fleet)).doesNotContain(policyKey("new"));
    assertThat(fleet.getStatus().phase()).isEqualTo(SyncPhase.FAILED);
  }

  @Test
  void a_refused_commit_is_not_in_sync_and_keeps_what_is_applied() throws InterruptedException {
    GitSync fleet = scene.write("a/a.yaml", policy("one")).add("fleet", "a");
    scene.sync(fleet);
    String first = scene.revision();

    scene.write("a/a.yaml", "kind: [oops\n").commit();
    scene.sync(fleet);

    assertThat(condition(fleet, "InSync")).isEqualTo("False DocumentsRefused");
    assertThat(condition(fleet, "Applied")).isEqualTo("True Applied");
    assertThat(fleet.getStatus().lastAppliedRevision()).isEqualTo(first);
    assertThat(scene.objects.keys()).containsExactly(policyKey("one"));
  }
}
