package io.fedbackup.planning.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fedbackup.api.v1alpha1.Condition;
import io.fedbackup.api.v1alpha1.ConditionStatus;
import io.fedbackup.planning.reason.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {
  private static final Instant T1 = Instant.parse("2026-11-22T10:00:00.123Z");
  private static final Instant T2 = Instant.parse("2026-11-22T11:00:00Z");

  @Test
  void doneIsReadyAndNothingElse() {
    assertThat(first(Outcome.done()))
        .extracting(Condition::type, Condition::status, Condition::reason)
        .containsExactly(
            tuple("Ready", ConditionStatus.TRUE, "Succeeded"),
            tuple("Reconciling", ConditionStatus.FALSE, "Succeeded"),
            tuple("Stalled", ConditionStatus.FALSE, "Succeeded"));
  }

  @Test
  void waitingReconciles() {
    assertThat(first(Outcome.waiting(Reason.VALIDATING, "m", Duration.ofSeconds(5))))
        .extracting(Condition::type, Condition::status, Condition::reason)
        .containsExactly(
            tuple("Ready", ConditionStatus.FALSE, "Validating"),
            tuple("Reconciling", ConditionStatus.TRUE, "Validating"),
            tuple("Stalled", ConditionStatus.FALSE, "Succeeded"));
  }

  @Test
  void failedIsTriedAgainAndReconciles() {
    assertThat(first(Outcome.failed(Reason.CLUSTER_UNREACHABLE, "cluster shop")))
        .extracting(Condition::type, Condition::status, Condition::message)
        .containsExactly(
            tuple("Ready", ConditionStatus.FALSE, "cluster shop"),
            tuple("Reconciling", ConditionStatus.TRUE, "cluster shop"),
            tuple("Stalled", ConditionStatus.FALSE, ""));
  }

  @Test
  void blockedIsStalled() {
    assertThat(first(Outcome.blocked(Reason.NOT_YET_SUPPORTED, "sync.mode")))
        .extracting(Condition::type, Condition::status, Condition::reason, Condition::message)
        .containsExactly(
            tuple("Ready", ConditionStatus.FALSE, "NotYetSupported", "sync.mode"),
            tuple("Reconciling", ConditionStatus.FALSE, "NotYetSupported", "sync.mode"),
            tuple("Stalled", ConditionStatus.TRUE, "NotYetSupported", "sync.mode"));
  }

  @Test
  void theTransitionTimeStaysAsLongAsTheStatusStays() {
    List<Condition> before = first(Outcome.failed(Reason.UNKNOWN, "a"));

    List<Condition> after =
        new Conditions(before, 2L, T2).of(Outcome.blocked(Reason.INVALID_SPEC, "b"));

    assertThat(after)
        .extracting(Condition::type, Condition::lastTransitionTime, Condition::observedGeneration)
        .containsExactly(
            tuple("Ready", "2026-11-22T10:00:00Z", 2L),
            tuple("Reconciling", "2026-11-22T11:00:00Z", 2L),
            tuple("Stalled", "2026-11-22T11:00:00Z", 2L));
  }

  @Test
  void theSameOutcomeLaterGivesEqualConditions() {
    List<Condition> before = first(Outcome.done());

    assertThat(new Conditions(before, 1L, T2).of(Outcome.done())).isEqualTo(before);
  }

  @Test
  void aKindsOwnConditionsFollow() {
    List<Condition> all =
        new Conditions(null, 1L, T1)
            .of(
                Outcome.done(),
                Fact.of("StorkReady", false, Reason.STORK_TOO_OLD, "x".repeat(600)));

    assertThat(Conditions.find(all, "StorkReady"))
        .hasValueSatisfying(
            condition -> {
              assertThat(condition.status()).isEqualTo(ConditionStatus.FALSE);
              assertThat(condition.message()).hasSize(512);
            });
    assertThat(Conditions.isTrue(all, "Ready")).isTrue();
    assertThat(Conditions.reason(all, "StorkReady")).contains(Reason.STORK_TOO_OLD);
  }

  private static List<Condition> first(Outcome outcome) {
    return new Conditions(null, 1L, T1).of(outcome);
  }
}
