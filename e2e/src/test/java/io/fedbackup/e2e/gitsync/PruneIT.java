package io.fedbackup.e2e.gitsync;

import static io.fedbackup.e2e.gitsync.TeamSyncs.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fedbackup.api.v1alpha1.Annotations;
import io.fedbackup.api.v1alpha1.DriftEntry;
import io.fedbackup.api.v1alpha1.DriftReport;
import io.fedbackup.api.v1alpha1.DriftType;
import io.fedbackup.api.v1alpha1.GitSyncSpecBuilder;
import io.fedbackup.api.v1alpha1.PruneSettings;
import io.fedbackup.api.v1alpha1.SchedulePolicy;
import io.fedbackup.api.v1alpha1.SyncPhase;
import io.fedbackup.e2e.fleet.Fleet;
import io.fedbackup.e2e.fleet.FleetTest;
import io.fedbackup.e2e.git.WorkingCopy;
import io.fedbackup.e2e.programs.Installation;
import io.fedbackup.e2e.testbed.Testbed;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What is removed, what is not, and what changes hands; each story in a path of its own. */
@FleetTest(applicationClusters = 0, stork = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PruneIT {
  private final Installation installation;
  private final TeamSyncs syncs;

  PruneIT(Fleet fleet, Testbed testbed, @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory) {
    installation = new Installation(fleet, testbed, directory);
    syncs = new TeamSyncs(installation);
    installation.admitTeam();
    syncs.named("fleet").delete();
    installation.gitSync().startAndAwaitReady();
  }

  @AfterAll
  void end() {
    installation.close();
  }

  @Test
  void more_than_the_maximum_waits_until_the_token_is_given_by_annotation_or_commit() {
    // given ten policies
    policies("guard", 10);
    var first = push("Ten policies");
    create("guard", "guard", "driftPolicy: Report");
    syncs.awaitApplied("guard", first);

    // when half of them leave Git
    policies("guard", 5);
    push("Five policies");
    syncs.lookNow("guard");

    // then nothing goes, and the GitSync says what would, and what lets it
    syncs.awaitCondition("guard", "Stalled", "True PruneNeedsConfirmation");
    assertThat(named("guard")).hasSize(10);
    var token = Objects.requireNonNull(syncs.status("guard").confirmation()).token();
    assertThat(syncs.message("guard", "Stalled")).contains(token).contains("guard-9");

    // when another token is given, then the right one
    syncs.annotate("guard", Annotations.CONFIRM, "0000");
    syncs.lookNowAndAwait("guard");
    assertThat(named("guard")).hasSize(10);
    assertThat(syncs.condition("guard", "Stalled")).isEqualTo("True PruneNeedsConfirmation");
    syncs.annotate("guard", Annotations.CONFIRM, token);

    // then they go
    await("five are left").until(() -> named("guard").size() == 5);
    syncs.awaitCondition("guard", "InSync", "True InSync");

    // when more leave, and the next commit has the token
    policies("guard", 1);
    push("One policy");
    syncs.lookNow("guard");
    syncs.awaitCondition("guard", "Stalled", "True PruneNeedsConfirmation");
    var next = Objects.requireNonNull(syncs.status("guard").confirmation()).token();
    var last = push("One policy, and we mean it\n\nFedbackup-Confirm: " + next);
    syncs.lookNow("guard");

    // then they go too
    syncs.awaitApplied("guard", last);
    assertThat(named("guard")).containsExactly("guard-0");
  }

  @Test
  void objects_follow_to_another_target_namespace_and_leave_none_behind() {
    namespace("shop-b");
    policies("move", 3);
    var commit = push("Three policies to move");
    create("move", "move", "");
    syncs.awaitApplied("move", commit);

    syncs
        .named("move")
        .edit(
            sync -> {
              sync.setSpec(
                  GitSyncSpecBuilder.builder(sync.getSpec())
                      .targetNamespace("shop-b")
                      .prune(new PruneSettings(true, "100%"))
                      .build());
              return sync;
            });

    await("all three are there").until(() -> named("shop-b", "move").size() == 3);
    await("and none is here").until(() -> named("move").isEmpty());
    await("and that is told").until(() -> syncs.reasons("move").contains("Pruned"));
    syncs.awaitCondition("move", "InSync", "True InSync");
    assertThat(syncs.reasons("move")).doesNotContain("DeletedByHand");
  }

  @Test
  void an_object_that_somebody_applied_by_hand_is_adopted_and_not_made_again() {
    // given a policy that another field manager has applied
    var theirs =
        """
        apiVersion: fedbackup.io/v1alpha1
        kind: SchedulePolicy
        metadata:
          name: adopted
          namespace: %s
          labels: {cost-centre: "4711"}
          annotations: {example.com/note: by hand}
        spec: {daily: {time: "01:00"}}
        """
            .formatted(Installation.NAMESPACE);
    installation
        .backup()
        .load(new ByteArrayInputStream(theirs.getBytes(StandardCharsets.UTF_8)))
        .items()
        .forEach(
            it -> installation.backup().resource(it).fieldManager("kubectl").serverSideApply());
    var before = find(Installation.NAMESPACE, "adopted").orElseThrow().getMetadata();

    // when a commit has it, with another time
    copy().write("adopt/policy.yaml", policy("adopted"));
    var commit = push("What was made by hand");
    create("adopt", "adopt", "driftPolicy: Correct");
    syncs.awaitApplied("adopt", commit);

    // then it is the same object, as in Git, and has what others gave it
    var after = find(Installation.NAMESPACE, "adopted").orElseThrow();
    assertThat(after.getMetadata().getUid()).isEqualTo(before.getUid());
    assertThat(Objects.requireNonNull(after.getSpec().daily()).time()).isEqualTo("22:30");
    assertThat(after.getMetadata().getLabels())
        .containsEntry("cost-centre", "4711")
        .containsEntry("fedbackup.io/git-sync-namespace", Installation.NAMESPACE)
        .containsEntry("fedbackup.io/git-sync-name", "adopt");
    assertThat(after.getMetadata().getAnnotations()).containsEntry("example.com/note", "by hand");
    assertThat(after.getMetadata().getManagedFields())
        .filteredOn(it -> it.getOperation().equals("Apply"))
        .extracting(it -> it.getManager())
        .contains("fedbackup-git-sync", "kubectl");
    assertThat(inventory("adopt")).isOne();
    syncs.awaitCondition("adopt", "InSync", "True InSync");
  }

  @Test
  void an_object_that_moves_to_another_path_is_handed_over_and_not_made_again() {
    copy().write("left/keep.yaml", policy("left-keep")).write("left/x.yaml", policy("moved"));
    copy().write("right/keep.yaml", policy("right-keep"));
    var before = push("Left has it");
    create("left", "left", "prune: {maximum: 100%}");
    create("right", "right", "prune: {maximum: 100%}");
    syncs.awaitApplied("left", before);
    syncs.awaitApplied("right", before);
    var uid = find(Installation.NAMESPACE, "moved").orElseThrow().getMetadata().getUid();

    copy().remove("left/x.yaml").write("right/x.yaml", policy("moved"));
    var after = push("Right has it");
    syncs.lookNow("left");
    syncs.awaitApplied("left", after);
    assertThat(find(Installation.NAMESPACE, "moved")).isPresent();
    syncs.lookNow("right");
    syncs.awaitApplied("right", after);
    syncs.lookNow("left");

    await("the left one lets it go")
        .until(() -> syncs.reasons("left").contains("HandedOver") && inventory("left") == 1);
    var moved = find(Installation.NAMESPACE, "moved").orElseThrow();
    assertThat(moved.getMetadata().getUid()).isEqualTo(uid);
    assertThat(moved.getMetadata().getLabels())
        .containsEntry("fedbackup.io/git-sync-name", "right");
  }

  @Test
  void what_only_bears_the_labels_stays_and_is_reported() {
    // given a GitSync that was removed and made again, of which one object left Git meanwhile
    policies("again", 3);
    var before = push("Three policies of the former one");
    create("again", "again", "");
    syncs.awaitApplied("again", before);
    syncs.named("again").delete();
    await("it goes at once").until(() -> syncs.named("again").get() == null);
    policies("again", 2);
    var commit = push("Two policies of the next one");
    create("again", "again", "prune: {maximum: 100%}");
    syncs.awaitApplied("again", commit);

    // and an object that was copied with its labels
    var labels = find(Installation.NAMESPACE, "again-0").orElseThrow().getMetadata().getLabels();
    var copy = find(Installation.NAMESPACE, "again-0").orElseThrow();
    copy.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(Installation.NAMESPACE)
            .withName("again-copy")
            .withLabels(labels)
            .build());
    installation.backup().resource(copy).create();

    // when one more leaves Git
    policies("again", 1);
    var last = push("One policy of the next one");
    syncs.lookNow("again");
    syncs.awaitApplied("again", last);

    // then just that goes, and the two others are reported
    assertThat(named("again")).containsExactlyInAnyOrder("again-0", "again-2", "again-copy");
    syncs.awaitCondition("again", "InSync", "False Drifted");
    assertThat(syncs.reasons("again")).contains("Drifted");
    assertThat(extra("again")).containsExactlyInAnyOrder("again-2", "again-copy");
    assertThat(inventory("again")).isEqualTo(1);
  }

  private List<String> extra(String sync) {
    var report =
        installation
            .backup()
            .resources(DriftReport.class)
            .inNamespace(Installation.NAMESPACE)
            .withName("gitsync-" + sync)
            .get();
    return report.getStatus().entries().stream()
        .filter(it -> it.type() == DriftType.EXTRA && it.correctedAt() == null)
        .map(DriftEntry::name)
        .toList();
  }

  @Test
  void removal_takes_along_or_keeps_and_does_not_forget_what_it_may_not_remove() {
    policies("stay", 1);
    policies("gone", 2);
    var commit = push("To stay and to go");
    create("stay", "stay", "");
    create("gone", "gone", "onRemoval: Prune");
    syncs.awaitApplied("stay", commit);
    syncs.awaitApplied("gone", commit);

    // when the one that keeps is removed
    syncs.named("stay").delete();
    await("it goes at once").until(() -> syncs.named("stay").get() == null);
    assertThat(named("stay")).hasSize(1);

    // when the other one is, and its account has lost its rights
    Role role = withoutRights();
    syncs.named("gone").delete();

    // then it waits and says why
    await("the trouble is told")
        .untilAsserted(
            () -> {
              assertThat(syncs.status("gone").phase()).isEqualTo(SyncPhase.REMOVING);
              assertThat(syncs.condition("gone", "Ready")).isEqualTo("False Forbidden");
            });
    assertThat(syncs.message("gone", "Ready")).contains("gone-0");
    assertThat(named("gone")).hasSize(2);

    // when the rights are back
    role.getMetadata().setResourceVersion(null);
    installation.backup().resource(role).update();

    // then it takes its objects along
    await("it goes").until(() -> syncs.named("gone").get() == null);
    assertThat(named("gone")).isEmpty();
  }

  private Role withoutRights() {
    var roles = installation.backup().rbac().roles().inNamespace(Installation.NAMESPACE);
    Role before = roles.withName("repository").get();
    roles.withName("repository").edit(role -> new RoleBuilder(role).withRules(List.of()).build());
    before.getMetadata().setManagedFields(List.of());
    return before;
  }

  private void namespace(String name) {
    var backup = installation.backup();
    backup
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
    Role role =
        backup.rbac().roles().inNamespace(Installation.NAMESPACE).withName("repository").get();
    backup
        .resource(
            new RoleBuilder()
                .withNewMetadata()
                .withName("repository")
                .withNamespace(name)
                .endMetadata()
                .withRules(role.getRules())
                .build())
        .create();
    backup
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withName("repository")
                .withNamespace(name)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", "repository")
                .addNewSubject(null, "ServiceAccount", "repository", Installation.NAMESPACE)
                .build())
        .create();
  }

  private WorkingCopy copy() {
    return installation.copy();
  }

  /** So many policies below a path, numbered from 0. */
  private void policies(String path, int count) {
    var all = IntStream.range(0, count).mapToObj(i -> policy(path + "-" + i)).toList();
    copy().write(path + "/policies.yaml", String.join("---\n", all));
  }

  private static String policy(String name) {
    return """
    apiVersion: fedbackup.io/v1alpha1
    kind: SchedulePolicy
    metadata: {name: %s}
    spec: {daily: {time: "22:30"}}
    """
        .formatted(name);
  }

  private String push(String message) {
    return copy().commitAndPush(message);
  }

  private void create(String name, String path, String more) {
    syncs.create(name, installation.url(), path, TeamSyncs.ACCOUNT, TeamSyncs.ACCESS, more);
  }

  private int inventory(String sync) {
    return Objects.requireNonNull(syncs.status(sync).inventory()).entries().size();
  }

  private List<String> named(String prefix) {
    return named(Installation.NAMESPACE, prefix);
  }

  private List<String> named(String namespace, String prefix) {
    return syncs.policies(namespace).list().getItems().stream()
        .map(it -> it.getMetadata().getName())
        .filter(name -> name.startsWith(prefix + "-"))
        .toList();
  }

  private Optional<SchedulePolicy> find(String namespace, String name) {
    return Optional.ofNullable(syncs.policies(namespace).withName(name).get());
  }
}
