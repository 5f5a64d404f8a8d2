package io.fedbackup.e2e.gitsync;

import static io.fedbackup.e2e.gitsync.TeamSyncs.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fedbackup.api.v1alpha1.DriftEntry;
import io.fedbackup.api.v1alpha1.DriftLayer;
import io.fedbackup.api.v1alpha1.DriftPhase;
import io.fedbackup.api.v1alpha1.DriftReport;
import io.fedbackup.api.v1alpha1.DriftType;
import io.fedbackup.api.v1alpha1.SyncPhase;
import io.fedbackup.e2e.fleet.Fleet;
import io.fedbackup.e2e.fleet.FleetTest;
import io.fedbackup.e2e.programs.Installation;
import io.fedbackup.e2e.testbed.Testbed;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What people see when somebody changes by hand what Git decides; the interval is an hour. */
@FleetTest(applicationClusters = 0, stork = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DriftIT {
  private final Installation installation;
  private final TeamSyncs syncs;

  DriftIT(Fleet fleet, Testbed testbed, @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory) {
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
  void a_hand_edit_is_put_right_at_once_and_stands_in_the_report_with_who_did_it() {
    given("edited", "Correct", "edited-a", "edited-b");

    edit("edited-a", "03:00");

    await("it is put right").until(() -> time("edited-a").equals("22:30"));
    await("and reported")
        .untilAsserted(
            () ->
                assertThat(entries("edited"))
                    .singleElement()
                    .satisfies(
                        entry -> {
                          assertThat(entry.layer()).isEqualTo(DriftLayer.GIT);
                          assertThat(entry.type()).isEqualTo(DriftType.MODIFIED);
                          assertThat(entry.name()).isEqualTo("edited-a");
                          assertThat(entry.correctedAt()).isNotNull();
                          var field = entry.fields().getFirst();
                          assertThat(field.path()).isEqualTo("spec.daily.time");
                          assertThat(field.want()).isEqualTo("\"22:30\"");
                          assertThat(field.have()).isEqualTo("\"03:00\"");
                          assertThat(field.manager()).isEqualTo("kubectl-edit");
                          assertThat(field.changedAt()).isNotNull();
                        }));
    assertThat(report("edited").orElseThrow().getMetadata().getOwnerReferences())
        .extracting(owner -> owner.getKind() + " " + owner.getName())
        .containsExactly("GitSync edited");
    assertThat(syncs.reasons("edited")).contains("DriftCorrected");
    assertThat(time("edited-b")).isEqualTo("22:30");
  }

  @Test
  void what_somebody_deletes_is_back_at_once_and_was_missing() {
    given("deleted", "Correct", "deleted-a");
    var uid = syncs.policies().withName("deleted-a").get().getMetadata().getUid();

    syncs.policies().withName("deleted-a").delete();

    await("another one is there")
        .until(
            () -> !syncs.policies().withName("deleted-a").get().getMetadata().getUid().equals(uid));
    await("and reported")
        .untilAsserted(
            () ->
                assertThat(entries("deleted"))
                    .singleElement()
                    .satisfies(
                        entry -> {
                          assertThat(entry.type()).isEqualTo(DriftType.MISSING);
                          assertThat(entry.fields()).isEmpty();
                          assertThat(entry.detectedAt()).isNotNull();
                          assertThat(entry.correctedAt()).isNotNull();
                        }));
    assertThat(syncs.reasons("deleted")).contains("DeletedByHand");
  }

  @Test
  void what_was_applied_last_is_kept_also_while_git_has_a_commit_that_is_refused() {
    given("kept", "Correct", "kept-a");
    installation.copy().write("kept/broken.yaml", "kind: [");
    installation.copy().commitAndPush("Broken");
    syncs.lookNow("kept");
    await("it is refused").until(() -> syncs.status("kept").phase() == SyncPhase.REFUSED);

    edit("kept-a", "03:00");

    await("it is put right").until(() -> time("kept-a").equals("22:30"));
    await("and reported")
        .untilAsserted(
            () ->
                assertThat(entries("kept"))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.correctedAt()).isNotNull()));
    assertThat(syncs.status("kept").phase()).isEqualTo(SyncPhase.REFUSED);
  }

  @Test
  void with_report_nothing_is_changed_and_it_is_named_until_a_person_puts_it_right() {
    given("told", "Report", "told-a", "told-b");

    edit("told-a", "03:00");
    syncs.policies().withName("told-b").delete();

    await("both are reported")
        .untilAsserted(
            () -> {
              assertThat(entries("told"))
                  .extracting(DriftEntry::name)
                  .containsExactlyInAnyOrder("told-a", "told-b");
              assertThat(drifted("told")).isEqualTo(2);
            });
    var report = report("told").orElseThrow();
    assertThat(report.getStatus().phase()).isEqualTo(DriftPhase.DRIFTED);
    assertThat(report.getStatus().uncorrected()).isEqualTo(2);
    assertThat(report.getStatus().since()).isNotNull();
    assertThat(time("told-a")).isEqualTo("03:00");
    assertThat(syncs.policies().withName("told-b").get()).isNull();
    assertThat(syncs.reasons("told")).contains("Drifted").doesNotContain("DriftCorrected");

    edit("told-a", "22:30");

    await("one is left")
        .untilAsserted(
            () -> assertThat(report("told").orElseThrow().getStatus().uncorrected()).isEqualTo(1));
    assertThat(entries("told"))
        .filteredOn(entry -> entry.name().equals("told-a"))
        .singleElement()
        .satisfies(entry -> assertThat(entry.correctedAt()).isNotNull());
  }

  @Test
  void what_the_account_may_not_watch_is_told_on_the_git_sync() {
    blindAccount();

    givenAs("blind", "blind", "Correct", "blind-a");

    await("it is told")
        .untilAsserted(
            () ->
                assertThat(refusedWatches())
                    .singleElement()
                    .satisfies(
                        event ->
                            assertThat(event.getMessage())
                                .contains("SchedulePolicy", Installation.NAMESPACE, ":blind")));
  }

  private List<Event> refusedWatches() {
    return installation
        .backup()
        .v1()
        .events()
        .inNamespace(Installation.NAMESPACE)
        .withFields(Map.of("involvedObject.name", "blind", "reason", "WatchRefused"))
        .list()
        .getItems();
  }

  /** One with all rights of the usual one but that of watching policies. */
  private void blindAccount() {
    var backup = installation.backup();
    var roles = backup.rbac().roles().inNamespace(Installation.NAMESPACE);
    var rules = roles.withName("repository").get().getRules();
    var metadata =
        new ObjectMetaBuilder().withName("blind").withNamespace(Installation.NAMESPACE).build();
    backup.resource(new ServiceAccountBuilder().withMetadata(metadata).build()).create();
    backup
        .resource(
            new RoleBuilder()
                .withMetadata(metadata)
                .withRules(PolicyRules.without(rules, "schedulepolicies", "watch"))
                .build())
        .create();
    backup
        .resource(
            new RoleBindingBuilder()
                .withMetadata(metadata)
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", "blind")
                .addNewSubject(null, "ServiceAccount", "blind", Installation.NAMESPACE)
                .build())
        .create();
  }

  private void given(String name, String policy, String... policies) {
    givenAs("repository", name, policy, policies);
  }

  /** A path with these policies, applied with that account's rights, with nothing going on. */
  private void givenAs(String account, String name, String policy, String... policies) {
    installation
        .copy()
        .write(
            name + "/policies.yaml",
            String.join("---\n", List.of(policies).stream().map(DriftIT::policy).toList()));
    var commit = installation.copy().commitAndPush("For " + name);
    syncs.create(
        name,
        installation.url(),
        name,
        "serviceAccountName: " + account,
        TeamSyncs.ACCESS,
        "driftPolicy: " + policy);
    syncs.awaitApplied(name, commit);
    assertThat(report(name)).isEmpty();
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

  /** As kubectl edit does it. */
  private void edit(String policy, String time) {
    syncs
        .policies()
        .withName(policy)
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.JSON_MERGE)
                .withFieldManager("kubectl-edit")
                .build(),
            "{\"spec\":{\"daily\":{\"time\":\"" + time + "\"}}}");
  }

  private String time(String policy) {
    return Objects.requireNonNull(syncs.policies().withName(policy).get().getSpec().daily()).time();
  }

  private @Nullable Integer drifted(String sync) {
    return Objects.requireNonNull(syncs.status(sync).drift()).count();
  }

  private Optional<DriftReport> report(String sync) {
    return Optional.ofNullable(
        installation
            .backup()
            .resources(DriftReport.class)
            .inNamespace(Installation.NAMESPACE)
            .withName("gitsync-" + sync)
            .get());
  }

  private List<DriftEntry> entries(String sync) {
    return report(sync).map(it -> it.getStatus().entries()).orElse(List.of());
  }
}
