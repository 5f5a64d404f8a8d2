package io.fedbackup.e2e.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.fedbackup.planning.reason.Reason;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeenConditionTest {

  @Test
  void a_reason_that_nobody_can_look_up_is_a_problem_also_when_all_is_well() {
    assertThat(seen(false, "Surprise", "").problems()).hasSize(1);
    assertThat(seen(false, "Succeeded", "").problems()).isEmpty();
  }

  @Test
  void trouble_without_a_message_is_a_problem() {
    assertThat(seen(true, "RoleMissing", " ").problems()).hasSize(1);
  }

  @Test
  void a_message_names_object_and_cluster_and_tells_what_to_do() {
    assertThat(
            seen(true, "RoleMissing", "cluster app-1: " + Reason.ROLE_MISSING.remedy()).problems())
        .isEmpty();
    assertThat(seen(true, "RoleMissing", "it may not").problems()).hasSize(3);
  }

  @Test
  void an_instruction_of_its_own_counts_as_remedy() {
    assertThat(seen(true, "InvalidSpec", "spec.rules: at least one; remove the others").problems())
        .isEmpty();
    assertThat(seen(true, "InvalidSpec", "spec.rules: at least one is needed").problems())
        .hasSize(1);
  }

  @Test
  void where_there_is_nothing_to_do_nothing_has_to_be_told() {
    assertThat(seen(true, "InProgress", "ApplicationBackup shop runs").problems()).isEmpty();
  }

  private static SeenCondition seen(boolean trouble, String reason, String message) {
    return new SeenCondition(
        "BackupLocation team/main", "Ready", trouble, reason, message, "main", Set.of("app-1"));
  }
}
