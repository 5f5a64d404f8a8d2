package io.fedbackup.planning.validation;

import static io.fedbackup.planning.validation.ValidationFixtures.LOCATION_UID;
import static io.fedbackup.planning.validation.ValidationFixtures.MADE;
import static io.fedbackup.planning.validation.ValidationFixtures.onCluster;
import static io.fedbackup.planning.validation.ValidationFixtures.pod;
import static io.fedbackup.planning.validation.ValidationFixtures.terminated;
import static io.fedbackup.planning.validation.ValidationFixtures.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fedbackup.api.v1alpha1.CloudIdentity;
import io.fedbackup.api.v1alpha1.LocationIdentity;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.planning.validation.ValidationRun.Progress;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValidationRunTest {
  private static final String CLIENT = "11111111-1111-1111-1111-111111111111";
  private static final String TENANT = "22222222-2222-2222-2222-222222222222";
  private static final String VALID =
      """
      {"verb":"validate","verdict":"Valid","message":"","remedy":"","identity":{"clientID":"%s","tenantID":"%s"},
       "objectLock":{"enabled":false,"retention":"","versioning":true},"marker":"written","durationMillis":12}
      """
          .formatted(CLIENT, TENANT);
  private static final Instant SOON = MADE.plusSeconds(10);

  private final Job job = onCluster(new ValidationStart(2, "r1", ""));

  @Test
  void aJobThatJustStartedRuns() {
    assertThat(progress(SOON)).isEqualTo(new Progress.Running(""));
  }

  @Test
  void theAgentsWordIsTheVerdict() {
    assertThat(progress(SOON, terminated(VALID, 0, "Completed")))
        .isEqualTo(
            new Progress.Ended(
                new Verdict(
                    Reason.VALID,
                    "",
                    "",
                    new CloudIdentity(CLIENT, TENANT),
                    new io.fedbackup.api.v1alpha1.ObjectLockStatus(false, null, true)),
                Instant.parse("2026-11-22T10:00:09Z")));
  }

  @Test
  void aFailureKeepsItsReasonMessageAndRemedy() {
    Verdict verdict =
        verdict(
            terminated(
                "{\"verb\":\"validate\",\"verdict\":\"Failed\",\"reason\":\"RoleMissing\","
                    + "\"message\":\"m\",\"remedy\":\"r\"}",
                0,
                "Completed"));

    assertThat(verdict).isEqualTo(new Verdict(Reason.ROLE_MISSING, "m", "r", null, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"NoSuchReason", "ClusterReplaced", "Valid"})
  void aReasonThatNoAgentGivesIsUnknown(String reason) {
    Verdict verdict =
        verdict(
            terminated(
                "{\"verb\":\"validate\",\"verdict\":\"Failed\",\"reason\":\"" + reason + "\"}",
                0,
                "Completed"));

    assertThat(verdict.reason()).isEqualTo(Reason.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no json",
        "[]",
        "null",
        "{\"verdict\":\"Valid\"}",
        "{\"verb\":\"purge\",\"verdict\":\"Valid\"}",
        "{\"verb\":\"validate\",\"verdict\":true}"
      })
  void anythingElseIsUnknownWithThePodsOwnReason(String message) {
    Verdict verdict = verdict(terminated(message, 137, "OOMKilled"));

    assertThat(verdict.reason()).isEqualTo(Reason.UNKNOWN);
    assertThat(verdict.message()).contains("OOMKilled").contains("137");
    assertThat(verdict.remedy()).isNotEmpty();
  }

  @Test
  void aMessageLongerThanAKubeletKeepsIsNotRead() {
    String padded =
        VALID.strip().replace("\"message\":\"\"", "\"message\":\"" + "x".repeat(4096) + "\"");

    assertThat(verdict(terminated(padded, 0, "Completed")).reason()).isEqualTo(Reason.UNKNOWN);
  }

  @Test
  void anIdentityThatIsNoGuidIsNotBelieved() {
    String forged = VALID.replace(CLIENT, "<script>").replace(TENANT, "x".repeat(500));

    assertThat(verdict(terminated(forged, 0, "Completed")).identity()).isNull();
  }

  @Test
  void anImageThatCannotBePulledEndsIt() {
    Verdict verdict = verdict(waiting("ImagePullBackOff", "no such image"));

    assertThat(verdict.reason()).isEqualTo(Reason.UNKNOWN);
    assertThat(verdict.message()).contains("ImagePullBackOff").contains("no such image");
  }

  @Test
  void anImageThatIsBeingPulledDoesNot() {
    assertThat(progress(SOON, waiting("ContainerCreating", "")))
        .isInstanceOf(Progress.Running.class);
  }

  @Test
  void anEvictedPodSaysSo() {
    Pod evicted =
        pod()
            .editStatus()
            .withPhase("Failed")
            .withReason("Evicted")
            .withMessage("node was low on memory")
            .endStatus()
            .build();

    assertThat(verdict(evicted).message()).contains("Evicted").contains("low on memory");
  }

  @Test
  void aPodThatNobodySchedulesTimesOutWithTheSchedulersWords() {
    Pod pending =
        pod()
            .editStatus()
            .withPhase("Pending")
            .addNewCondition()
            .withType("PodScheduled")
            .withStatus("False")
            .withReason("Unschedulable")
            .withMessage("0/3 nodes are available")
            .endCondition()
            .endStatus()
            .build();

    assertThat(progress(SOON, pending))
        .isEqualTo(
            new Progress.Running(
                "the agent's pod is not scheduled: Unschedulable (0/3 nodes are available)"));
    assertThat(progress(MADE.plusSeconds(361), pending))
        .isInstanceOfSatisfying(
            Progress.Ended.class,
            ended -> {
              assertThat(ended.verdict().reason()).isEqualTo(Reason.TIMED_OUT);
              assertThat(ended.verdict().message()).contains("0/3 nodes");
            });
  }

  @Test
  void aJobPastItsDeadlineTimedOut() {
    Job failed =
        new JobBuilder(job)
            .withNewStatus()
            .addNewCondition()
            .withType("Failed")
            .withStatus("True")
            .withReason("DeadlineExceeded")
            .withLastTransitionTime("2026-11-22T10:05:00Z")
            .endCondition()
            .endStatus()
            .build();

    assertThat(ValidationRun.of(failed, List.of(), MADE.plusSeconds(301)).progress())
        .isInstanceOfSatisfying(
            Progress.Ended.class,
            ended -> {
              assertThat(ended.verdict().reason()).isEqualTo(Reason.TIMED_OUT);
              assertThat(ended.at()).isEqualTo(MADE.plusSeconds(300));
            });
  }

  @Test
  void aPodOfAnotherJobSaysNothing() {
    Job other = new JobBuilder(job).editMetadata().withUid("other").endMetadata().build();

    assertThat(ValidationRun.of(other, List.of(terminated(VALID, 0, "Completed")), SOON).progress())
        .isInstanceOf(Progress.Running.class);
  }

  @Test
  void theNewestJobOfTheLocationCounts() {
    Job newer =
        new JobBuilder(job)
            .editMetadata()
            .withName("newer")
            .withCreationTimestamp(MADE.plusSeconds(60).toString())
            .endMetadata()
            .build();

    assertThat(ValidationRun.newest(LOCATION_UID, List.of(newer, job), List.of(), SOON))
        .hasValueSatisfying(
            run -> {
              assertThat(run.name()).isEqualTo("newer");
              assertThat(run.attempt()).isEqualTo(2);
              assertThat(run.requestedAt()).isEqualTo("r1");
            });
    assertThat(ValidationRun.newest("other-uid", List.of(newer, job), List.of(), SOON)).isEmpty();
  }

  @Test
  void aValidResultUnderAnotherIdentityThanExpectedIsAMismatch() {
    Verdict valid = verdict(terminated(VALID, 0, "Completed"));
    var expected =
        new LocationIdentity(new CloudIdentity("33333333-3333-3333-3333-333333333333", null));

    assertThat(valid.checkedAgainst(expected).reason()).isEqualTo(Reason.IDENTITY_MISMATCH);
    assertThat(valid.checkedAgainst(expected).message()).contains("33333333").contains(CLIENT);
    assertThat(valid.checkedAgainst(new LocationIdentity(new CloudIdentity(CLIENT, TENANT))))
        .isSameAs(valid);
    assertThat(valid.checkedAgainst(null)).isSameAs(valid);
  }

  private Verdict verdict(Pod pod) {
    Progress progress = progress(SOON, pod);
    assertThat(progress).isInstanceOf(Progress.Ended.class);
    return ((Progress.Ended) progress).verdict();
  }

  private Progress progress(Instant now, Pod... pods) {
    return ValidationRun.of(job, List.of(pods), now).progress();
  }
}
