package io.fedbackup.gitsync.controller;

import static io.fedbackup.gitsync.controller.SyncScene.condition;
import static io.fedbackup.gitsync.controller.SyncScene.policy;
import static io.fedbackup.gitsync.controller.SyncScene.policyKey;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.gitsync.plan.Owner;
import io.fedbackup.gitsync.validate.TestKinds;
import io.fedbackup.planning.reason.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What users see of objects that more than one GitSync, or somebody else, may lay claim to. */
class OwnershipStoriesTest {
  private final SyncScene scene = new SyncScene();

  @AfterEach
  void end() {
    scene.close();
  }

  @Test
  void a_wanted_object_that_lost_its_labels_gets_them_back() throws InterruptedException {
    GitSync fleet = scene.write("a/a.yaml", policy("one")).add("fleet", "a");
    scene.sync(fleet);
    scene.objects.unlabel(policyKey("one"));

    scene.sync(fleet);

    assertThat(owner("one")).isEqualTo("fleet");
    assertThat(scene.events(Reason.DRIFT_CORRECTED)).hasSize(1);
  }

  @Test
  void an_object_that_somebody_else_applied_is_adopted_as_it_stands() throws InterruptedException {
    scene.objects.place(policyKey("one"), theirs("one"));
    String uid = uid("one");
    GitSync fleet = scene.write("a/a.yaml", policy("one", "22:30")).add("fleet", "a");

    scene.sync(fleet);

    var object = scene.objects.find(policyKey("one")).orElseThrow();
    assertThat(uid("one")).isEqualTo(uid);
    assertThat(owner("one")).isEqualTo("fleet");
    assertThat(object.at("/spec/daily/time").asText()).isEqualTo("22:30");
    assertThat(object.at("/metadata/labels/cost-centre").asText()).isEqualTo("4711");
    assertThat(object.at("/metadata/annotations/note").asText()).isEqualTo("of theirs");
    assertThat(scene.inventory(fleet)).containsExactly(policyKey("one"));
    assertThat(condition(fleet, "InSync")).isEqualTo("True InSync");

    // and from then on it is at rest
    scene.objects.requests();
    scene.sync(fleet);
    assertThat(scene.objects.requests()).allSatisfy(it -> assertThat(it).startsWith("LIST"));
    assertThat(scene.drift(fleet)).isEmpty();
  }

  private static ObjectNode theirs(String name) {
    return (ObjectNode)
        TestKinds.tree(
            """
            apiVersion: fedbackup.io/v1alpha1
            kind: SchedulePolicy
            metadata:
              name: %s
              namespace: team
              labels: {cost-centre: "4711"}
              annotations: {note: of theirs}
            spec: {daily: {time: "01:00"}}
            """
                .formatted(name));
  }

  @Test
  void an_object_that_moves_to_another_path_is_handed_over_whoever_comes_first()
      throws InterruptedException {
    GitSync left =
        scene.write("a/a.yaml", policy("one")).write("a/b.yaml", policy("two")).add("left", "a");
    GitSync right = scene.write("b/b.yaml", policy("three")).add("right", "b");
    scene.sync(left);
    scene.sync(right);
    String uid = uid("two");

    // when it moves, and the one that loses it looks first
    scene.remove("a/b.yaml").write("b/more.yaml", policy("two")).commit();
    scene.sync(left);
    assertThat(scene.objects.keys()).contains(policyKey("two"));
    scene.sync(right);
    scene.sync(left);

    assertThat(uid("two")).isEqualTo(uid);
    assertThat(owner("two")).isEqualTo("right");
    assertThat(scene.inventory(left)).containsExactly(policyKey("one"));
    assertThat(condition(left, "InSync")).isEqualTo("True InSync");
    assertThat(scene.events(Reason.HANDED_OVER)).hasSize(1);

    // and back, the other one first
    scene.remove("b/more.yaml").write("a/b.yaml", policy("two")).commit();
    scene.sync(left);
    scene.sync(right);

    assertThat(uid("two")).isEqualTo(uid);
    assertThat(owner("two")).isEqualTo("left");
    assertThat(scene.inventory(right)).containsExactly(policyKey("three"));
  }

  @Test
  void an_object_in_two_gitsyncs_stays_with_the_last_and_the_first_says_so()
      throws InterruptedException {
    GitSync left = scene.write("a/a.yaml", policy("one")).add("left", "a");
    GitSync right =
        scene
            .write("b/b.yaml", policy("one", "23:00"))
            .add("right", "b", spec -> spec.url("https://git.example.com/other.git"));
    scene.sync(left);
    scene.sync(right);
    scene.objects.requests();

    scene.sync(left);
    scene.sync(right);
    scene.sync(left);

    assertThat(scene.objects.requests()).noneMatch(request -> request.startsWith("APPLY"));
    assertThat(owner("one")).isEqualTo("right");
    assertThat(condition(left, "InSync")).isEqualTo("False OwnedByAnother");
    assertThat(condition(right, "InSync")).isEqualTo("True InSync");

    // when it leaves the repository of the first, it is handed over
    scene.write("a/a.yaml", policy("else")).commit();
    scene.sync(left);
    assertThat(scene.objects.keys()).contains(policyKey("one"));
    assertThat(condition(left, "InSync")).isEqualTo("True InSync");
  }

  @Test
  void what_the_command_line_applied_over_it_is_taken_back() throws InterruptedException {
    GitSync fleet = scene.write("a/a.yaml", policy("one")).add("fleet", "a");
    scene.sync(fleet);
    scene
        .objects
        .find(policyKey("one"))
        .orElseThrow()
        .withObjectProperty("metadata")
        .withObjectProperty("labels")
        .put(Owner.NAME_LABEL, "cli.default");

    scene.sync(fleet);

    assertThat(owner("one")).isEqualTo("fleet");
  }

  private String uid(String policy) {
    return scene.objects.find(policyKey(policy)).orElseThrow().at("/metadata/uid").asText();
  }

  private String owner(String policy) {
    return Owner.of(scene.objects.find(policyKey(policy)).orElseThrow()).orElseThrow().name();
  }
}
