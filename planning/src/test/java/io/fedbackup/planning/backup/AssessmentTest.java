package io.fedbackup.planning.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.fedbackup.api.v1alpha1.BackupPhase;
import io.fedbackup.planning.outcome.Outcome;
import io.fedbackup.planning.reason.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AssessmentTest {

  @ParameterizedTest
  @EnumSource(names = {"INVALID_SPEC", "NOT_YET_SUPPORTED", "NOT_SUPPORTED_BY_STORK"})
  void a_backup_that_is_refused_does_not_go_on_by_itself(Reason refused) {
    assertThat(new Assessment(BackupPhase.PENDING, refused, "spec.reclaimPolicy: no").outcome())
        .isInstanceOf(Outcome.Blocked.class);
  }

  @Test
  void a_backup_whose_rule_is_missing_goes_on_when_the_rule_is_there() {
    assertThat(new Assessment(BackupPhase.PENDING, Reason.RULE_NOT_FOUND, "no Rule a/b").outcome())
        .isInstanceOf(Outcome.Waiting.class);
  }
}
