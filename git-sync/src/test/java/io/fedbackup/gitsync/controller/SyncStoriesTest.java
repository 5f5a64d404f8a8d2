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
import io.fedbackup.api.v1alpha1.PruneSettings;
import io.fedbackup.api.v1alpha1.SyncPhase;
import io.fedbackup.gitsync.plan.Owner;
import io.fedbackup.gitsync.validate.ObjectKey;
import io.fedbackup.planning.outcome.Outcome;
import io.fedbackup.planning.reason.Reason;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What users see of syncs: objects, conditions, Events, inventory. */
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
  void what_is_in_the_former_target_namespace_goes() throws InterruptedException {
    GitSync fleet = scene.write("a/a.yaml", policy("one")).add("fleet", "a");
    scene.sync(fleet);

    scene.change(fleet, spec -> spec.targetNamespace("other"));
    scene.sync(fleet);

    assertThat(scene.objects.keys())
        .containsExactly(new ObjectKey("SchedulePolicy", "other", "one"));
    assertThat(scene.events(Reason.DELETED_BY_HAND)).isEmpty();
    assertThat(scene.events(Reason.PRUNED)).hasSize(1);
  }

  @Test
  void what_left_git_and_lost_its_labels_is_named_and_not_removed() throws InterruptedException {
    GitSync fleet =
        scene.write("a/a.yaml", policy("one")).write("a/b.yaml", policy("two")).add("fleet", "a");
    scene.sync(fleet);
    scene.objects.unlabel(policyKey("two"));

    scene.remove("a/b.yaml").commit();
    scene.sync(fleet);

    assertThat(scene.objects.keys()).contains(policyKey("two"));
    assertThat(scene.events(Reason.LEFT_BEHIND)).singleElement().asString().contains("team/two");
    assertThat(scene.inventory(fleet)).containsExactly(policyKey("one"));
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

  @Test
  void a_guarded_prune_waits_and_is_confirmed_by_annotation_also_with_report()
      throws InterruptedException {
    GitSync fleet =
        scene
            .write("a/all.yaml", scene.policies(10))
            .add("fleet", "a", spec -> spec.driftPolicy(DriftPolicy.REPORT));
    scene.sync(fleet);
    String first = scene.revision();

    scene.write("a/all.yaml", scene.policies(5)).commit();
    scene.sync(fleet);
    scene.sync(fleet);

    assertThat(scene.objects.keys()).hasSize(10);
    assertThat(condition(fleet, "Stalled")).isEqualTo("True PruneNeedsConfirmation");
    assertThat(fleet.getStatus().lastAppliedRevision()).isEqualTo(first);

    fleet.getMetadata().setAnnotations(Map.of("fedbackup.io/confirm", SyncScene.token(fleet)));
    scene.sync(fleet);

    assertThat(scene.objects.keys()).hasSize(5);
    assertThat(fleet.getStatus().lastAppliedRevision()).isEqualTo(scene.revision());
    assertThat(fleet.getStatus().confirmation()).isNull();
  }

  @Test
  void while_a_prune_waits_report_leaves_a_hand_edit_alone() throws InterruptedException {
    GitSync fleet =
        scene
            .write("a/all.yaml", scene.policies(10))
            .add("fleet", "a", spec -> spec.driftPolicy(DriftPolicy.REPORT));
    scene.sync(fleet);
    scene.write("a/all.yaml", scene.policies(5)).commit();
    scene.sync(fleet);
    scene.objects.edit(policyKey("p1"), "/spec/daily/time", "01:00", scene.now);

    scene.sync(fleet);

    assertThat(time("p1")).isEqualTo("01:00");
  }

  @Test
  void a_guarded_prune_is_confirmed_by_a_commit_trailer() throws InterruptedException {
    GitSync fleet = scene.write("a/all.yaml", scene.policies(10)).add("fleet", "a");
    scene.sync(fleet);
    scene.write("a/all.yaml", scene.policies(5)).commit();
    scene.sync(fleet);

    scene.commit(
        "Half of it goes\n\nWe mean it.\n\nFedbackup-Confirm: " + SyncScene.token(fleet) + "\n");
    scene.sync(fleet);

    assertThat(scene.objects.keys()).hasSize(5);
  }

  @Test
  void what_changed_while_it_was_to_go_is_looked_at_again_soon() throws InterruptedException {
    GitSync fleet = scene.write("a/all.yaml", scene.policies(10)).add("fleet", "a");
    scene.sync(fleet);
    scene.write("a/all.yaml", scene.policies(9)).commit();
    scene.objects.makeBusy(policyKey("p9"));

    Outcome outcome = scene.sync(fleet);

    assertThat(outcome).isInstanceOf(Outcome.Waiting.class);
    assertThat(fleet.getStatus().lastAppliedRevision()).isNotEqualTo(scene.revision());
    scene.sync(fleet);
    assertThat(scene.objects.keys()).hasSize(9);
    assertThat(fleet.getStatus().lastAppliedRevision()).isEqualTo(scene.revision());
  }

  @Test
  void what_waits_for_its_finalizers_stays_in_the_inventory_until_it_is_gone()
      throws InterruptedException {
    GitSync fleet = scene.write("a/all.yaml", scene.policies(10)).add("fleet", "a");
    scene.sync(fleet);
    scene.objects.hold(policyKey("p9"));
    scene.write("a/all.yaml", scene.policies(9)).commit();

    scene.sync(fleet);
    scene.sync(fleet);

    assertThat(condition(fleet, "InSync")).isEqualTo("False BeingRemoved");
    assertThat(condition(fleet, "Reconciling")).isEqualTo("True BeingRemoved");
    assertThat(scene.inventory(fleet)).contains(policyKey("p9"));
    assertThat(scene.events(Reason.PRUNED)).isEmpty();

    scene.objects.release(policyKey("p9"));
    scene.sync(fleet);

    assertThat(condition(fleet, "InSync")).isEqualTo("True InSync");
    assertThat(scene.inventory(fleet)).doesNotContain(policyKey("p9"));
    assertThat(scene.events(Reason.PRUNED)).hasSize(1);
  }

  @Test
  void nothing_is_pruned_while_a_wanted_object_is_being_removed() throws InterruptedException {
    GitSync fleet = scene.write("a/all.yaml", scene.policies(10)).add("fleet", "a");
    scene.sync(fleet);
    scene.objects.leave(policyKey("p0"));
    scene.write("a/all.yaml", scene.policies(9)).commit();

    scene.sync(fleet);

    assertThat(scene.objects.keys()).contains(policyKey("p9"));
    assertThat(condition(fleet, "Applied")).isEqualTo("False BeingRemoved");
    assertThat(condition(fleet, "Stalled")).startsWith("False");
  }

  @Test
  void but_a_schedule_goes_for_which_a_wanted_policy_waits() throws InterruptedException {
    var schedule = new ObjectKey("BackupSchedule", SyncScene.NAMESPACE, "shop");
    GitSync fleet =
        scene
            .write("a/all.yaml", scene.policies(10))
            .write("a/more.yaml", CLUSTER, LOCATION, SCHEDULE)
            .add("fleet", "a");
    scene.sync(fleet);
    assertThat(scene.objects.keys()).contains(schedule);
    scene.objects.leave(policyKey("p0"));

    scene.write("a/all.yaml", scene.policies(9)).write("a/more.yaml", CLUSTER, LOCATION).commit();
    scene.sync(fleet);

    assertThat(scene.objects.keys()).doesNotContain(schedule).contains(policyKey("p9"));
    assertThat(scene.events(Reason.PRUNED)).singleElement().asString().contains("team/shop");
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

  @Test
  void without_prune_what_left_git_stays_and_may_be_referred_to() throws InterruptedException {
    GitSync fleet =
        scene
            .write("a/all.yaml", scene.policies(10))
            .write("a/more.yaml", CLUSTER, LOCATION)
            .add("fleet", "a", spec -> spec.prune(new PruneSettings(false, "20%")));
    scene.sync(fleet);

    scene.remove("a/all.yaml").write("a/more.yaml", CLUSTER, LOCATION, SCHEDULE).commit();
    Outcome outcome = scene.sync(fleet);

    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    assertThat(scene.objects.keys()).contains(policyKey("p0"));
    assertThat(scene.inventory(fleet)).contains(policyKey("p0"));
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

  private static final String CLUSTER =
      """
      apiVersion: fedbackup.io/v1alpha1
      kind: ApplicationCluster
      metadata: {name: east}
      spec: {access: {kubeconfigSecretRef: {name: east-kubeconfig}}}
      """;
  private static final String LOCATION =
      """
      apiVersion: fedbackup.io/v1alpha1
      kind: BackupLocation
      metadata: {name: store}
      spec:
        provider: azure
        azure: {storageAccount: backups, container: team}
        clusters: {names: [east]}
      """;
  private static final String SCHEDULE =
      """
      apiVersion: fedbackup.io/v1alpha1
      kind: BackupSchedule
      metadata: {name: shop}
      spec:
        clusters: {names: [east]}
        schedulePolicyRef: {name: p0}
        locationRef: {name: store}
        template: {namespaces: [shop]}
      """;

  private String time(String policy) {
    return scene.objects.find(policyKey(policy)).orElseThrow().at("/spec/daily/time").asText();
  }

  private String uid(String policy) {
    return scene.objects.find(policyKey(policy)).orElseThrow().at("/metadata/uid").asText();
  }

  private String owner(String policy) {
    return Owner.of(scene.objects.find(policyKey(policy)).orElseThrow()).orElseThrow().name();
  }
}
