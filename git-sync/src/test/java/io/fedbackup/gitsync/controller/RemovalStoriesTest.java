package io.fedbackup.gitsync.controller;

import static io.fedbackup.gitsync.controller.SyncScene.policy;
import static io.fedbackup.gitsync.controller.SyncScene.policyKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.api.v1alpha1.SyncPhase;
import io.fedbackup.gitsync.validate.ObjectKey;
import io.fedbackup.planning.outcome.Outcome;
import io.fedbackup.planning.reason.Reason;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What users see when a GitSync is removed with all that it applied. */
class RemovalStoriesTest {
  private final SyncScene scene = new SyncScene();

  @AfterEach
  void end() {
    scene.close();
  }

  @Test
  void removal_takes_everything_along_and_waits_for_what_is_held() throws InterruptedException {
    GitSync fleet = scene.write("a/all.yaml", scene.policies(3)).add("fleet", "a");
    scene.sync(fleet);
    scene.objects.hold(policyKey("p1"));

    Removal.Step first = scene.removal(fleet, scene.now);
    assertThat(first.isDone()).isFalse();
    assertThat(first.outcome().reason()).isEqualTo(Reason.BEING_REMOVED);
    assertThat(StatusBuilding.removing(fleet, first.outcome(), scene.now).phase())
        .isEqualTo(SyncPhase.REMOVING);

    scene.objects.release(policyKey("p1"));
    assertThat(scene.removal(fleet, scene.now).isDone()).isTrue();
    assertThat(scene.objects.keys()).isEmpty();
  }

  @Test
  void removal_leaves_a_copy_made_with_kubectl_and_says_so() throws InterruptedException {
    GitSync fleet = scene.write("a/all.yaml", scene.policies(3)).add("fleet", "a");
    scene.sync(fleet);
    ObjectKey copy = scene.objects.copy(policyKey("p1"), "copy");

    Removal.Step step = scene.removal(fleet, scene.now);

    assertThat(step.isDone()).isTrue();
    assertThat(scene.objects.keys()).containsExactly(copy);
    assertThat(step.events())
        .singleElement()
        .satisfies(event -> assertThat(event.reason()).isEqualTo(Reason.LEFT_BEHIND));
  }

  @Test
  void removal_leaves_what_moved_to_the_path_of_a_gitsync_that_has_not_looked_yet()
      throws InterruptedException {
    GitSync left = scene.write("a/all.yaml", scene.policies(3)).add("left", "a");
    GitSync right = scene.write("b/other.yaml", policy("other")).add("right", "b");
    scene.sync(left);
    scene.sync(right);
    String uid = uid("p0");

    // when all but one move, and the one that had them is removed at once
    scene
        .remove("a/all.yaml")
        .write("a/rest.yaml", policy("p2"))
        .write("b/all.yaml", scene.policies(2))
        .commit();
    Removal.Step step = scene.removal(left, scene.now);
    scene.forget(left);

    assertThat(step.isDone()).isTrue();
    assertThat(scene.objects.keys())
        .containsExactlyInAnyOrder(policyKey("other"), policyKey("p0"), policyKey("p1"));
    assertThat(step.events())
        .singleElement()
        .satisfies(event -> assertThat(event.reason()).isEqualTo(Reason.HANDED_OVER));

    // then the other one takes them over as they are
    scene.sync(right);
    assertThat(uid("p0")).isEqualTo(uid);
    assertThat(scene.inventory(right)).contains(policyKey("p0"), policyKey("p1"));
  }

  @Test
  void removal_waits_an_hour_for_a_repository_that_does_not_say_what_others_take_over()
      throws InterruptedException {
    GitSync left = scene.write("a/all.yaml", scene.policies(2)).add("left", "a");
    scene.write("b/other.yaml", policy("other")).add("right", "b");
    scene.sync(left);
    scene.unreachable = true;

    Removal.Step step = scene.removal(left, scene.now);

    assertThat(step.isDone()).isFalse();
    assertThat(step.outcome().reason()).isEqualTo(Reason.GIT_UNREACHABLE);
    assertThat(scene.objects.keys()).hasSize(2);

    // when patience ends
    assertThat(scene.removal(left, scene.now.minus(Duration.ofHours(2))).isDone()).isTrue();
    assertThat(scene.objects.keys()).isEmpty();
  }

  @Test
  void removal_asks_no_repository_where_nobody_could_take_over() throws InterruptedException {
    GitSync left = scene.write("a/all.yaml", scene.policies(2)).add("left", "a");
    scene.add("right", "b", spec -> spec.url("https://git.example.com/other.git"));
    scene.sync(left);
    scene.unreachable = true;

    assertThat(scene.removal(left, scene.now).isDone()).isTrue();
    assertThat(scene.objects.keys()).isEmpty();
  }

  private String uid(String policy) {
    return scene.objects.find(policyKey(policy)).orElseThrow().at("/metadata/uid").asText();
  }

  @Test
  void removal_without_rights_is_told_and_nothing_is_forgotten() throws InterruptedException {
    GitSync fleet = scene.write("a/all.yaml", scene.policies(3)).add("fleet", "a");
    scene.sync(fleet);
    scene.objects.forbid(SyncScene.NAMESPACE);

    Removal.Step step = scene.removal(fleet, scene.now);

    assertThat(step.isDone()).isFalse();
    assertThat(step.outcome()).isInstanceOf(Outcome.Failed.class);
    assertThat(step.outcome().reason()).isEqualTo(Reason.FORBIDDEN);
    assertThat(step.outcome().message()).contains("team/p0");

    // when patience ends
    Removal.Step last = scene.removal(fleet, scene.now.minus(Duration.ofHours(2)));
    assertThat(last.isDone()).isTrue();
    assertThat(last.events())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.reason()).isEqualTo(Reason.LEFT_BEHIND);
              assertThat(event.message()).contains("team/p0");
            });
  }
}
