package io.fedbackup.gitsync.controller;

import static io.fedbackup.gitsync.controller.SyncScene.condition;
import static io.fedbackup.gitsync.controller.SyncScene.policy;
import static io.fedbackup.gitsync.controller.SyncScene.policyKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fedbackup.api.v1alpha1.DriftEntry;
import io.fedbackup.api.v1alpha1.DriftPolicy;
import io.fedbackup.api.v1alpha1.DriftType;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.api.v1alpha1.PruneSettings;
import io.fedbackup.gitsync.validate.ObjectKey;
import io.fedbackup.planning.outcome.Conditions;
import io.fedbackup.planning.outcome.Messages;
import io.fedbackup.planning.outcome.Outcome;
import io.fedbackup.planning.reason.Reason;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What users see when something leaves Git: what goes, what waits, and what stays. */
class PruneStoriesTest {
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

  private final SyncScene scene = new SyncScene();

  @AfterEach
  void end() {
    scene.close();
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
  void a_guarded_prune_names_what_fits_counts_the_rest_and_says_where_all_are_named()
      throws InterruptedException {
    GitSync fleet = scene.write("a/all.yaml", scene.policies(100)).add("fleet", "a");
    scene.sync(fleet);
    scene.write("a/all.yaml", scene.policies(1)).commit();
    scene.sync(fleet);

    String message =
        Conditions.find(fleet.getStatus().conditions(), "Stalled").orElseThrow().message();
    assertThat(message)
        .hasSizeBetween(480, Messages.MAXIMUM)
        .contains("99 objects", "SchedulePolicy/p1,", "SchedulePolicy/p13")
        .containsPattern("and \\d+ more")
        .contains("fedbackup plan DIR --git-sync team/fleet", SyncScene.token(fleet))
        .endsWith("in the message.");

    // and where few would go, all of them
    scene.write("a/all.yaml", scene.policies(92)).commit();
    scene.change(fleet, spec -> spec.prune(new PruneSettings(true, "5%")));
    scene.sync(fleet);
    assertThat(Objects.requireNonNull(fleet.getStatus().confirmation()).message())
        .contains("SchedulePolicy/p92", "SchedulePolicy/p99")
        .doesNotContain("more;");
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
  void a_copy_made_with_kubectl_stays_and_is_reported_once() throws InterruptedException {
    GitSync fleet = scene.write("a/all.yaml", scene.policies(10)).add("fleet", "a");
    scene.sync(fleet);
    ObjectKey copy = scene.objects.copy(policyKey("p0"), "copy");
    ObjectKey exact = scene.objects.copyWithManagers(policyKey("p0"), "exact-copy");

    scene.sync(fleet);
    scene.sync(fleet);
    scene.write("a/all.yaml", scene.policies(9)).commit();
    scene.sync(fleet);

    assertThat(scene.objects.keys()).contains(copy, exact).doesNotContain(policyKey("p9"));
    assertThat(scene.inventory(fleet)).hasSize(9).doesNotContain(copy, exact);
    assertThat(scene.drift(fleet))
        .extracting(DriftEntry::name, DriftEntry::type)
        .containsExactlyInAnyOrder(
            tuple("copy", DriftType.EXTRA), tuple("exact-copy", DriftType.EXTRA));
    assertThat(scene.events(Reason.DRIFTED)).hasSize(2);
    assertThat(condition(fleet, "InSync")).isEqualTo("False Drifted");
    assertThat(fleet.getStatus().lastAppliedRevision()).isEqualTo(scene.revision());

    // and when somebody removes them
    scene.objects.vanish(copy);
    scene.objects.vanish(exact);
    scene.sync(fleet);
    assertThat(condition(fleet, "InSync")).isEqualTo("True InSync");
  }

  @Test
  void a_gitsync_made_again_under_its_name_does_not_remove_what_the_former_one_left()
      throws InterruptedException {
    GitSync former = scene.write("a/all.yaml", scene.policies(10)).add("fleet", "a");
    scene.sync(former);
    scene.forget(former);

    GitSync fleet = scene.write("a/all.yaml", scene.policies(9)).add("fleet", "a");
    scene.sync(fleet);
    scene.sync(fleet);

    assertThat(scene.objects.keys()).contains(policyKey("p9"));
    assertThat(scene.inventory(fleet)).hasSize(9);
    assertThat(scene.drift(fleet))
        .singleElement()
        .extracting(DriftEntry::name, DriftEntry::type)
        .containsExactly("p9", DriftType.EXTRA);

    // but what it has taken over goes when that leaves Git
    scene.write("a/all.yaml", scene.policies(8)).commit();
    scene.sync(fleet);
    assertThat(scene.objects.keys()).contains(policyKey("p9")).doesNotContain(policyKey("p8"));
  }

  @Test
  void what_a_sync_applied_that_was_killed_before_it_wrote_its_inventory_goes_all_the_same()
      throws InterruptedException {
    GitSync fleet = scene.write("a/all.yaml", scene.policies(9)).add("fleet", "a");
    scene.sync(fleet);
    scene.write("a/all.yaml", scene.policies(10)).commit();
    scene.syncAndDie(fleet);

    scene.write("a/all.yaml", scene.policies(9)).commit();
    scene.sync(fleet);

    assertThat(scene.objects.keys()).doesNotContain(policyKey("p9"));
    assertThat(condition(fleet, "InSync")).isEqualTo("True InSync");
  }

  @Test
  void a_copy_stays_and_may_be_referred_to() throws InterruptedException {
    GitSync fleet =
        scene
            .write("a/all.yaml", scene.policies(2))
            .write("a/more.yaml", CLUSTER, LOCATION)
            .add("fleet", "a");
    scene.sync(fleet);
    scene.objects.copy(policyKey("p1"), "copy");

    scene.write("a/more.yaml", CLUSTER, LOCATION, SCHEDULE.replace("p0", "copy")).commit();
    Outcome outcome = scene.sync(fleet);

    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    assertThat(scene.objects.keys()).contains(new ObjectKey("BackupSchedule", "team", "shop"));
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

  private String time(String policy) {
    return scene.objects.find(policyKey(policy)).orElseThrow().at("/spec/daily/time").asText();
  }
}
