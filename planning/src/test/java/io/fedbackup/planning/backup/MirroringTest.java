package io.fedbackup.planning.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fedbackup.api.v1alpha1.Backup;
import io.fedbackup.api.v1alpha1.BackupOrigin;
import io.fedbackup.api.v1alpha1.BackupPhase;
import io.fedbackup.api.v1alpha1.BackupStatus;
import io.fedbackup.api.v1alpha1.CloudIdentity;
import io.fedbackup.api.v1alpha1.Condition;
import io.fedbackup.api.v1alpha1.ConditionStatus;
import io.fedbackup.api.v1alpha1.ReclaimPolicy;
import io.fedbackup.api.v1alpha1.StorkReference;
import io.fedbackup.planning.outcome.Conditions;
import io.fedbackup.planning.reason.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.libopenstorage.stork.v1alpha1.ApplicationBackup;

class MirroringTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final String FINAL =
      """
      {"stage": "Final", "status": "Successful", "reason": "all well",
       "backupPath": "kube-system/run-1/uid-1",
       "triggerTimestamp": "2026-11-22T10:00:00Z", "finishTimestamp": "2026-11-22T10:00:09Z",
       "lastUpdateTimestamp": "2026-11-22T10:00:10Z", "resourceCount": 2, "totalSize": 77,
       "resources": [{"status": "Successful"}, {"status": "Failed"}]}
      """;
  private static final String MIRROR =
      """
      {"metadata": {"namespace": "team-a", "name": "run-1", "uid": "ours", "generation": 1,
         "annotations": {"fedbackup.io/origin": "Scheduled",
           "fedbackup.io/mirrors": "2a99f41e73/uid-1"}},
       "spec": {"clusterRef": {"name": "one"}, "locationRef": {"name": "main"},
         "namespaces": ["shop"], "reclaimPolicy": "Delete", "timeout": "2h"}}
      """;
  private static final String ON_DEMAND =
      """
      {"metadata": {"namespace": "team-a", "name": "now", "uid": "ours", "generation": 1},
       "spec": {"clusterRef": {"name": "one"}, "locationRef": {"name": "main"},
         "namespaces": ["shop"], "timeout": "2h"}}
      """;

  @Test
  void a_successful_run_is_mirrored_with_path_times_and_counts() {
    var status = mirrored(MIRROR, run(FINAL));

    assertThat(status.phase()).isEqualTo(BackupPhase.SUCCESS);
    assertThat(status.stage()).isEqualTo("Final");
    assertThat(status.path()).isEqualTo("kube-system/run-1/uid-1/");
    assertThat(status.startedAt()).isEqualTo("2026-11-22T10:00:00Z");
    assertThat(status.finishedAt()).isEqualTo("2026-11-22T10:00:09Z");
    assertThat(status.resources()).isEqualTo(2);
    assertThat(status.failedResources()).isEqualTo(1);
    assertThat(status.bytes()).isEqualTo(77);
    assertThat(status.origin()).isEqualTo(BackupOrigin.SCHEDULED);
    assertThat(Objects.requireNonNull(status.stork()).uid()).isEqualTo("uid-1");
    assertThat(Conditions.isTrue(status.conditions(), Conditions.READY)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', PENDING, InProgress",
    "Volumes, Pending, IN_PROGRESS, InProgress",
    "Applications, Failed, IN_PROGRESS, InProgress",
    "Final, Failed, FAILED, Failed",
    "Final, PartialSuccess, PARTIAL_SUCCESS, PartialSuccess",
    "Final, Successful, SUCCESS, Succeeded",
    "Final, Whatever, FAILED, Failed",
  })
  void a_run_is_over_when_its_stage_is_final_and_never_earlier(
      String stage, String state, BackupPhase phase, String reason) {
    var run =
        run(
            FINAL
                .replace("\"Final\"", "\"" + stage + "\"")
                .replace("Successful\", \"r", state + "\", \"r"));

    var assessment = Assessment.of(run, "one", "");

    assertThat(assessment.phase()).isEqualTo(phase);
    assertThat(assessment.reason().wireName()).isEqualTo(reason);
  }

  @Test
  void success_with_nothing_in_it_is_a_failure() {
    var run = run("{\"stage\": \"Final\", \"status\": \"Successful\"}");

    var assessment = Assessment.of(run, "one", "");

    assertThat(assessment.phase()).isEqualTo(BackupPhase.FAILED);
    assertThat(assessment.reason()).isEqualTo(Reason.NOTHING_SELECTED);
    assertThat(assessment.message()).contains("run-1", "one");
  }

  @Test
  void where_stork_does_not_say_when_it_ended_the_last_update_counts() {
    var run = run(FINAL.replace("\"finishTimestamp\": \"2026-11-22T10:00:09Z\",", ""));

    assertThat(run.finishedAt()).isEqualTo(Instant.parse("2026-11-22T10:00:10Z"));
  }

  @Test
  void the_path_of_a_copy_is_what_stork_says() {
    var copy = run(FINAL.replace("kube-system/run-1/uid-1", "kube-system/other/uid-9"));

    assertThat(copy.copy()).isTrue();
    assertThat(copy.path()).isEqualTo("kube-system/other/uid-9/");
  }

  @Test
  void a_recorded_path_is_never_changed_by_a_later_report() {
    var before =
        MIRROR.replace("\"spec\":", "\"status\": {\"path\": \"recorded/at/first/\"}, \"spec\":");

    assertThat(mirrored(before, run(FINAL)).path()).isEqualTo("recorded/at/first/");
  }

  @Test
  void the_path_is_recorded_when_the_uid_is_first_seen() {
    assertThat(mirrored(MIRROR, run("{}")).path()).isEqualTo("kube-system/run-1/uid-1/");
  }

  @Test
  void what_a_cluster_reports_is_bounded() {
    var status = object(FINAL);
    status.put("reason", "x".repeat(100_000) + "\u0007");
    status.put("status", "y".repeat(1000));
    status.put("totalSize", -5);
    status.put("finishTimestamp", "never");
    var volumes = status.putArray("volumes");
    for (int i = 0; i < 3000; i++) {
      volumes.addObject().put("driverName", "csi").put("reason", "z".repeat(5000));
    }

    var run = run(status.toString());

    assertThat(run.reason()).hasSizeLessThanOrEqualTo(512).doesNotContain("\u0007");
    assertThat(run.status()).hasSizeLessThanOrEqualTo(64);
    assertThat(run.contents().bytes()).isZero();
    assertThat(run.contents().volumes()).hasSize(1000);
    assertThat(JSON.valueToTree(run.contents().volumes()).toString().length())
        .isLessThan(1_300_000);
    assertThat(run.finishedAt()).isEqualTo(Instant.parse("2026-11-22T10:00:10Z"));
  }

  @Test
  void snapshots_in_the_cloud_account_are_not_data_in_the_store() {
    var snapshot =
        FINAL.replace("\"totalSize\"", "\"volumes\": [{\"driverName\": \"csi\"}], \"totalSize\"");

    var condition = condition(mirrored(MIRROR, run(snapshot)), BackupMirror.DATA_IN_STORE);

    assertThat(condition.status()).isEqualTo(ConditionStatus.FALSE);
    assertThat(condition.reason()).isEqualTo("SnapshotsOnly");
  }

  @Test
  void retained_is_true_only_when_the_cluster_has_it() {
    var retain = MIRROR.replace("\"Delete\"", "\"Retain\"");

    var notYet = condition(mirrored(retain, run(FINAL)), BackupMirror.RETAINED);
    assertThat(notYet.status()).isEqualTo(ConditionStatus.FALSE);
    assertThat(run(FINAL).reclaimPolicy()).isEqualTo(ReclaimPolicy.DELETE);
  }

  @Test
  void a_silent_run_is_explained_by_storks_warnings() {
    var assessment = Assessment.of(run("{}"), "one", "Spec.Namespaces should only contain...");

    assertThat(assessment.phase()).isEqualTo(BackupPhase.PENDING);
    assertThat(assessment.message()).contains("Spec.Namespaces should only contain");
  }

  @Test
  void one_on_demand_is_named_then_created_and_once_its_uid_is_known_never_made_again() {
    assertThat(step(ON_DEMAND, null, true)).isEqualTo(new Situation.Step.Name());
    var named =
        withStatus(ON_DEMAND, "{\"stork\": {\"namespace\": \"kube-system\", \"name\": \"n\"}}");
    assertThat(step(named, null, true)).isEqualTo(new Situation.Step.Create());
    assertThat(step(named, null, false)).isEqualTo(new Situation.Step.Unheard());
    var made =
        withStatus(
            ON_DEMAND,
            "{\"stork\": {\"namespace\": \"kube-system\", \"name\": \"n\", \"uid\": \"u\"}}");
    assertThat(step(made, null, true)).isEqualTo(new Situation.Step.RecordGone());
  }

  @Test
  void one_that_mirrors_never_makes_anything_even_without_status() {
    assertThat(step(MIRROR, null, true)).isEqualTo(new Situation.Step.RecordGone());
    assertThat(step(MIRROR, null, false)).isEqualTo(new Situation.Step.Unheard());
    assertThat(step(MIRROR, run(FINAL), true)).isInstanceOf(Situation.Step.Mirror.class);
  }

  @Test
  void a_run_past_its_timeout_is_timed_out_and_stays_so() {
    var running =
        run(FINAL.replace("\"Final\"", "\"Applications\"").replace("T10:00:00Z", "T09:59:59Z"));

    assertThat(step(MIRROR, running, true)).isInstanceOf(Situation.Step.TimeOut.class);
    var recorded = withStatus(MIRROR, "{\"phase\": \"Failed\", \"reason\": \"TimedOut\"}");
    assertThat(step(recorded, running, true)).isInstanceOf(Situation.Step.TimeOut.class);
    assertThat(step(recorded, null, true)).isEqualTo(new Situation.Step.Keep());
  }

  @Test
  void nothing_is_given_up_by_a_report_that_is_not_up_to_date() {
    var stale =
        run(FINAL.replace("\"Final\"", "\"Applications\"").replace("T10:00:00Z", "T09:00:00Z"));
    var recorded = withStatus(MIRROR, "{\"phase\": \"Failed\", \"reason\": \"TimedOut\"}");

    assertThat(step(MIRROR, stale, false)).isInstanceOf(Situation.Step.Mirror.class);
    assertThat(step(recorded, stale, false)).isEqualTo(new Situation.Step.Keep());
  }

  @Test
  void a_run_that_was_given_up_and_has_ended_is_what_it_is_and_is_not_removed() {
    var recorded =
        withStatus(
            MIRROR, "{\"phase\": \"Failed\", \"stage\": \"Volumes\", \"reason\": \"TimedOut\"}");

    assertThat(step(recorded, run(FINAL), true)).isInstanceOf(Situation.Step.Mirror.class);
    assertThat(mirrored(recorded, run(FINAL)).phase()).isEqualTo(BackupPhase.SUCCESS);
  }

  @Test
  void a_run_that_was_given_up_and_is_going_stays_timed_out() {
    var recorded = withStatus(MIRROR, "{\"phase\": \"Failed\", \"reason\": \"TimedOut\"}");
    var going = run(FINAL, ", \"deletionTimestamp\": \"2026-11-22T12:00:00Z\"");

    assertThat(step(recorded, going, true)).isEqualTo(new Situation.Step.Keep());
  }

  @Test
  void a_silent_run_is_looked_at_once_after_a_while_and_then_at_its_deadline_only() {
    assertThat(lookAgain("2026-11-22T11:59:58Z")).contains(Duration.ofSeconds(14));
    assertThat(lookAgain("2026-11-22T11:59:00Z")).hasValueSatisfying(MirroringTest::isAtDeadline);
    assertThat(lookAgain("2026-11-22T11:00:00Z")).hasValueSatisfying(MirroringTest::isAtDeadline);
  }

  private static void isAtDeadline(Duration wait) {
    assertThat(wait).isGreaterThan(Duration.ofMinutes(50));
  }

  @Test
  void a_running_run_is_looked_at_again_when_it_is_too_late() {
    var running = run(FINAL.replace("\"Final\"", "\"Volumes\"").replace("T10:0", "T11:0"));

    assertThat(new Situation(backup(MIRROR), running, true, NOW).lookAgain())
        .contains(Duration.ofSeconds(3601));
  }

  @Test
  void a_run_that_is_too_late_is_not_looked_at_by_the_clock_while_its_cluster_is_away() {
    var late = run(FINAL.replace("\"Final\"", "\"Volumes\"").replace("T10:0", "T08:0"));

    assertThat(new Situation(backup(MIRROR), late, false, NOW).lookAgain()).isEmpty();
  }

  @Test
  void a_cluster_that_cannot_be_asked_is_named_with_since_when_and_that_is_said_once() {
    var running = Situation.status(backup(withStatus(MIRROR, "{\"phase\": \"InProgress\"}")));

    var unheard = Assessment.unheard(running, "run-1", "one", Reason.NO_CONTACT, NOW);

    assertThat(unheard.phase()).isEqualTo(BackupPhase.UNKNOWN);
    assertThat(unheard.message()).contains("run-1", "one", "2026-11-22T12:00:00Z");
    var status = new BackupMirror(backup(MIRROR), NOW).unreported(unheard);
    var later =
        Assessment.unheard(status, "run-1", "one", Reason.NO_CONTACT, NOW.plusSeconds(3600));
    assertThat(later).isEqualTo(unheard);
  }

  @Test
  void a_record_that_went_before_its_first_report_has_path_and_uid_all_the_same() {
    var status =
        new BackupMirror(backup(MIRROR), NOW)
            .lost(Assessment.recordGone("run-1", "one"), Optional.of("kube-system"));

    assertThat(status.path()).isEqualTo("kube-system/run-1/uid-1/");
    assertThat(status.stork()).isEqualTo(new StorkReference("kube-system", "run-1", "uid-1"));
  }

  @Test
  void the_identity_that_wrote_it_is_recorded_once() {
    var mine = new CloudIdentity("11111111-2222-3333-4444-555555555555", null);
    var other = new CloudIdentity("99999999-2222-3333-4444-555555555555", null);
    var running = run(FINAL.replace("\"Final\"", "\"Volumes\""));
    var assessment = Assessment.of(running, "one", "");

    var first =
        new BackupMirror(backup(MIRROR), NOW).reported(running, assessment, Optional.of(mine));
    var then = backup(MIRROR);
    then.setStatus(first);
    var second = new BackupMirror(then, NOW).reported(run(FINAL), assessment, Optional.of(other));

    assertThat(second.identity()).isEqualTo(mine);
  }

  @Test
  void named_namespaces_that_a_run_leaves_out_are_listed() {
    var two = MIRROR.replace("[\"shop\"]", "[\"shop\", \"later\"]");

    assertThat(mirrored(two, run(FINAL)).missingNamespaces()).containsExactly("later");
  }

  @Test
  void sharing_is_refused_beside_what_the_backup_is() {
    var shared =
        MIRROR.replace("\"timeout\"", "\"sharedWith\": [{\"namespaces\": [\"b\"]}], \"timeout\"");

    var status = mirrored(shared, run(FINAL));

    assertThat(status.phase()).isEqualTo(BackupPhase.SUCCESS);
    assertThat(condition(status, BackupMirror.SHARED).reason()).isEqualTo("NotYetSupported");
  }

  @Test
  void a_run_that_ended_late_is_still_what_it_is() {
    var late = run(FINAL.replace("T10:00:00Z", "T01:00:00Z"));

    assertThat(step(MIRROR, late, true)).isInstanceOf(Situation.Step.Mirror.class);
  }

  @Test
  void a_finished_backup_keeps_its_state_while_its_cluster_is_away() {
    var done = withStatus(MIRROR, "{\"phase\": \"Success\", \"stage\": \"Final\"}");

    assertThat(step(done, null, false)).isEqualTo(new Situation.Step.Keep());
  }

  @Test
  void a_record_that_is_gone_leaves_path_and_uid() {
    var before =
        backup(
            withStatus(
                MIRROR,
                "{\"phase\": \"Success\", \"path\": \"a/b/c/\", \"stork\": {\"namespace\": \"k\","
                    + " \"name\": \"n\", \"uid\": \"uid-1\"}}"));

    var status = new BackupMirror(before, NOW).unreported(Assessment.recordGone("run-1", "one"));

    assertThat(status.phase()).isEqualTo(BackupPhase.UNKNOWN);
    assertThat(status.reason()).isEqualTo("RecordGone");
    assertThat(status.path()).isEqualTo("a/b/c/");
    assertThat(Objects.requireNonNull(status.stork()).uid()).isEqualTo("uid-1");
  }

  private static Condition condition(BackupStatus status, String type) {
    return Conditions.find(status.conditions(), type).orElseThrow();
  }

  private static BackupStatus mirrored(String backup, ReportedRun run) {
    return new BackupMirror(backup(backup), NOW)
        .reported(run, Assessment.of(run, "one", ""), Optional.empty());
  }

  private static Optional<Duration> lookAgain(String created) {
    var silent = run("{\"triggerTimestamp\": \"%s\"}".formatted(created));
    return new Situation(backup(MIRROR), silent, true, NOW).lookAgain();
  }

  private static Situation.Step step(String backup, @Nullable ReportedRun run, boolean complete) {
    return new Situation(backup(backup), run, complete, NOW).next();
  }

  private static String withStatus(String backup, String status) {
    var tree = object(backup);
    tree.set("status", object(status));
    return tree.toString();
  }

  private static ReportedRun run(String status) {
    return run(status, "");
  }

  private static ReportedRun run(String status, String metadata) {
    var tree =
        object(
            """
            {"metadata": {"namespace": "kube-system", "name": "run-1", "uid": "uid-1",
             "creationTimestamp": "2026-11-22T10:00:00Z"%s},
             "spec": {"namespaces": ["shop"]}}
            """
                .formatted(metadata));
    tree.set("status", object(status));
    return ReportedRun.of(read(tree.toString(), ApplicationBackup.class));
  }

  private static Backup backup(String json) {
    return read(json, Backup.class);
  }

  private static ObjectNode object(String json) {
    return read(json, ObjectNode.class);
  }

  private static <T> T read(String json, Class<T> type) {
    try {
      return JSON.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new AssertionError(json, e);
    }
  }
}
