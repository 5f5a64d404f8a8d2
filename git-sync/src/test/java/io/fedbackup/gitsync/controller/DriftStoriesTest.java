package io.fedbackup.gitsync.controller;

import static io.fedbackup.gitsync.controller.SyncScene.condition;
import static io.fedbackup.gitsync.controller.SyncScene.policy;
import static io.fedbackup.gitsync.controller.SyncScene.policyKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fedbackup.api.v1alpha1.DriftEntry;
import io.fedbackup.api.v1alpha1.DriftLayer;
import io.fedbackup.api.v1alpha1.DriftPolicy;
import io.fedbackup.api.v1alpha1.DriftType;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.planning.outcome.Outcome;
import io.fedbackup.planning.reason.Reason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What users see when somebody changes by hand what Git decides. */
class DriftStoriesTest {
  private final SyncScene scene = new SyncScene();

  @AfterEach
  void end() {
    scene.close();
  }

  @Test
  void an_object_deleted_by_hand_twice_is_told_twice_and_each_time_once()
      throws InterruptedException {
    GitSync fleet = scene.write("a/a.yaml", policy("one")).add("fleet", "a");
    scene.sync(fleet);

    scene.objects.vanish(policyKey("one"));
    scene.sync(fleet);
    scene.sync(fleet);
    scene.objects.vanish(policyKey("one"));
    scene.sync(fleet);

    assertThat(scene.objects.keys()).contains(policyKey("one"));
    assertThat(scene.events(Reason.DELETED_BY_HAND)).hasSize(2);
  }

  @Test
  void a_correction_is_told_once_although_the_process_dies_before_the_status()
      throws InterruptedException {
    GitSync fleet = scene.write("a/a.yaml", policy("one")).add("fleet", "a");
    scene.sync(fleet);
    scene.objects.vanish(policyKey("one"));

    scene.syncAndDie(fleet);
    scene.sync(fleet);

    assertThat(scene.events(Reason.DELETED_BY_HAND)).hasSize(1);
  }

  @Test
  void many_corrections_are_one_event() throws InterruptedException {
    GitSync fleet = scene.write("a/all.yaml", scene.policies(30)).add("fleet", "a");
    scene.sync(fleet);
    for (int i = 0; i < 30; i++) {
      scene.objects.vanish(policyKey("p" + i));
    }

    scene.sync(fleet);

    assertThat(scene.events(Reason.DELETED_BY_HAND)).singleElement().asString().contains("30");
    assertThat(scene.objects.keys()).hasSize(30);
  }

  @Test
  void drift_is_told_apart_from_what_a_new_commit_changes() throws InterruptedException {
    GitSync fleet =
        scene.write("a/a.yaml", policy("one")).write("a/b.yaml", policy("two")).add("fleet", "a");
    scene.sync(fleet);
    scene.objects.edit(
        policyKey("one"), "/spec/daily/time", "01:00", scene.now.plus(Duration.ofSeconds(5)));

    scene.write("a/b.yaml", policy("two", "23:00")).commit();
    scene.sync(fleet);

    assertThat(time("one")).isEqualTo("22:30");
    assertThat(time("two")).isEqualTo("23:00");
    assertThat(scene.events(Reason.DRIFT_CORRECTED))
        .singleElement()
        .asString()
        .contains("team/one");
  }

  @Test
  void the_report_has_what_was_put_right_as_history() throws InterruptedException {
    GitSync fleet =
        scene.write("a/a.yaml", policy("one")).write("a/b.yaml", policy("two")).add("fleet", "a");
    scene.sync(fleet);
    scene.objects.edit(policyKey("one"), "/spec/daily/time", "01:00", scene.now);
    scene.objects.vanish(policyKey("two"));

    scene.sync(fleet);

    assertThat(scene.drift(fleet))
        .allSatisfy(
            entry -> {
              assertThat(entry.layer()).isEqualTo(DriftLayer.GIT);
              assertThat(entry.correctedAt()).isNotNull();
            })
        .extracting(DriftEntry::name, DriftEntry::type)
        .containsExactlyInAnyOrder(
            tuple("one", DriftType.MODIFIED), tuple("two", DriftType.MISSING));
    assertThat(scene.drift(fleet).stream().flatMap(entry -> entry.fields().stream()))
        .singleElement()
        .satisfies(
            field -> {
              assertThat(field.path()).isEqualTo("spec.daily.time");
              assertThat(field.want()).isEqualTo("\"22:30\"");
              assertThat(field.have()).isEqualTo("\"01:00\"");
              assertThat(field.manager()).isNotNull();
            });
  }

  @Test
  void what_a_commit_changes_is_in_no_report() throws InterruptedException {
    GitSync fleet = scene.write("a/a.yaml", policy("one")).add("fleet", "a");
    scene.sync(fleet);

    scene.write("a/a.yaml", policy("one", "23:00")).commit();
    scene.sync(fleet);

    assertThat(scene.drift(fleet)).isEmpty();
  }

  @Test
  void with_report_drift_is_told_once_and_stays_in_the_report_until_somebody_puts_it_right()
      throws InterruptedException {
    GitSync fleet =
        scene
            .write("a/a.yaml", policy("one"))
            .add("fleet", "a", spec -> spec.driftPolicy(DriftPolicy.REPORT));
    scene.sync(fleet);
    scene.objects.edit(policyKey("one"), "/spec/daily/time", "01:00", scene.now);

    scene.sync(fleet);
    var first = scene.drift(fleet);
    scene.sync(fleet);

    assertThat(scene.drift(fleet)).isEqualTo(first);
    assertThat(first).singleElement().extracting(DriftEntry::correctedAt).isNull();
    assertThat(scene.events(Reason.DRIFTED)).hasSize(1);

    scene.objects.edit(policyKey("one"), "/spec/daily/time", "22:30", scene.now);
    scene.sync(fleet);

    assertThat(scene.drift(fleet)).singleElement().extracting(DriftEntry::correctedAt).isNotNull();
  }

  @Test
  void with_report_a_hand_edit_stays_and_is_reported() throws InterruptedException {
    GitSync fleet =
        scene
            .write("a/a.yaml", policy("one"))
            .add("fleet", "a", spec -> spec.driftPolicy(DriftPolicy.REPORT));
    scene.sync(fleet);
    scene.objects.edit(policyKey("one"), "/spec/daily/time", "01:00", scene.now);

    Outcome outcome = scene.sync(fleet);

    assertThat(time("one")).isEqualTo("01:00");
    assertThat(outcome.reason()).isEqualTo(Reason.DRIFTED);
    assertThat(condition(fleet, "InSync")).isEqualTo("False Drifted");
    assertThat(fleet.getStatus().drift()).isNotNull();
  }

  @Test
  void with_report_a_new_commit_does_not_overwrite_a_hand_edit_and_says_so()
      throws InterruptedException {
    GitSync fleet =
        scene
            .write("a/a.yaml", policy("one"))
            .write("a/b.yaml", policy("two"))
            .add("fleet", "a", spec -> spec.driftPolicy(DriftPolicy.REPORT));
    scene.sync(fleet);
    scene.objects.edit(policyKey("one"), "/spec/daily/time", "01:00", scene.now);
    String first = scene.revision();

    scene
        .write("a/a.yaml", policy("one", "23:00"))
        .write("a/b.yaml", policy("two", "23:00"))
        .commit();
    Outcome outcome = scene.sync(fleet);

    assertThat(time("one")).isEqualTo("01:00");
    assertThat(time("two")).isEqualTo("23:00");
    assertThat(outcome).isInstanceOf(Outcome.Blocked.class);
    assertThat(condition(fleet, "Applied")).isEqualTo("False Drifted");
    assertThat(fleet.getStatus().lastAppliedRevision()).isEqualTo(first);

    scene.change(fleet, spec -> spec.driftPolicy(DriftPolicy.CORRECT));
    scene.sync(fleet);
    assertThat(time("one")).isEqualTo("23:00");
    assertThat(fleet.getStatus().lastAppliedRevision()).isEqualTo(scene.revision());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void with_report_a_commit_that_does_not_touch_it_does_not_bring_back_what_others_removed(
      boolean restarted) throws InterruptedException {
    GitSync fleet = reporting();
    scene.objects.vanish(policyKey("one"));
    scene.objects.drop(policyKey("two"), "/spec/daily/time");
    scene.objects.edit(policyKey("three"), "/spec/daily/time", "01:00", scene.now);
    scene.sync(fleet);
    if (restarted) {
      scene.restart();
    }

    scene.write("a/new.yaml", policy("new")).remove("a/old.yaml").commit();
    scene.sync(fleet);

    assertThat(scene.objects.keys()).contains(policyKey("new"));
    assertThat(scene.objects.keys()).doesNotContain(policyKey("one"), policyKey("old"));
    assertThat(time("two")).isEmpty();
    assertThat(time("three")).isEqualTo("01:00");
    assertThat(condition(fleet, "Applied")).isEqualTo("True Applied");
    assertThat(condition(fleet, "InSync")).isEqualTo("False Drifted");
    assertThat(fleet.getStatus().lastAppliedRevision()).isEqualTo(scene.revision());
    assertThat(scene.inventory(fleet)).contains(policyKey("one"), policyKey("two"));
    assertThat(scene.drift(fleet))
        .extracting(DriftEntry::name, DriftEntry::type, DriftEntry::correctedAt)
        .containsExactlyInAnyOrder(
            tuple("one", DriftType.MISSING, null),
            tuple("two", DriftType.MODIFIED, null),
            tuple("three", DriftType.MODIFIED, null));
    assertThat(scene.events(Reason.DRIFTED)).hasSize(3);

    // when their documents change
    scene
        .write("a/one.yaml", policy("one", "23:00"))
        .write("a/two.yaml", policy("two", "23:00"))
        .commit();
    scene.sync(fleet);

    // then those are applied
    assertThat(time("one")).isEqualTo("23:00");
    assertThat(time("two")).isEqualTo("23:00");
    assertThat(time("three")).isEqualTo("01:00");
  }

  @Test
  void with_report_what_was_removed_while_nobody_looked_is_reported_with_the_next_commit()
      throws InterruptedException {
    GitSync fleet = reporting();
    scene.objects.vanish(policyKey("one"));

    scene.write("a/new.yaml", policy("new")).commit();
    scene.sync(fleet);

    assertThat(scene.objects.keys()).contains(policyKey("new")).doesNotContain(policyKey("one"));
    assertThat(scene.events(Reason.DRIFTED)).singleElement().asString().contains("team/one");
    assertThat(scene.drift(fleet)).extracting(DriftEntry::name).containsExactly("one");
  }

  @Test
  void with_report_what_is_gone_stays_so_where_the_former_commit_is_not_served_any_more()
      throws InterruptedException {
    GitSync fleet = reporting();
    scene.objects.vanish(policyKey("one"));
    scene.restart();
    scene.history.clear();

    scene.write("a/two.yaml", policy("two", "23:00")).commit();
    scene.sync(fleet);

    assertThat(time("two")).isEqualTo("23:00");
    assertThat(scene.objects.keys()).doesNotContain(policyKey("one"));
  }

  /** Applies one, two, three and old, and reports only. */
  private GitSync reporting() throws InterruptedException {
    for (String name : List.of("one", "two", "three", "old")) {
      scene.write("a/%s.yaml".formatted(name), policy(name));
    }
    GitSync fleet = scene.add("fleet", "a", spec -> spec.driftPolicy(DriftPolicy.REPORT));
    scene.sync(fleet);
    return fleet;
  }

  private String time(String policy) {
    return scene.objects.find(policyKey(policy)).orElseThrow().at("/spec/daily/time").asText();
  }
}
