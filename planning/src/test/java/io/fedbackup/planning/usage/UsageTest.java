package io.fedbackup.planning.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fedbackup.api.v1alpha1.Backup;
import io.fedbackup.api.v1alpha1.BackupSchedule;
import io.fedbackup.api.v1alpha1.RuleSpec;
import io.fedbackup.api.v1alpha1.SchedulePolicySpec;
import io.fedbackup.api.v1alpha1.UsagePhase;
import io.fedbackup.api.v1alpha1.UsedBy;
import io.fedbackup.planning.naming.ObjectName;
import io.fedbackup.planning.outcome.Outcome;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.planning.stork.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;

class UsageTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectName QUIESCE = new ObjectName("team-a", "quiesce");
  private static final List<UsedBy> USERS =
      List.of(new UsedBy("BackupSchedule", "team-a", "nightly"));

  @Test
  void nobodyUsesIt() {
    Usage usage = Usage.of(List.of(), List.of(), false);

    assertThat(usage.phase()).isEqualTo(UsagePhase.UNUSED);
    assertThat(usage.outcome()).isInstanceOf(Outcome.Done.class);
    assertThat(usage.outcome().reason()).isEqualTo(Reason.UNUSED);
  }

  @Test
  void usersAreNamed() {
    Usage usage = Usage.of(List.of(), USERS, false);

    assertThat(usage.phase()).isEqualTo(UsagePhase.IN_USE);
    assertThat(usage.outcome().message()).contains("BackupSchedule nightly");
  }

  @Test
  void itStaysWhileItIsUsedAndNamesItsUsers() {
    Usage usage = Usage.of(List.of(), USERS, true);

    assertThat(usage.phase()).isEqualTo(UsagePhase.REMOVING);
    assertThat(usage.outcome()).isInstanceOf(Outcome.Waiting.class);
    assertThat(usage.outcome().reason()).isEqualTo(Reason.IN_USE);
    assertThat(usage.outcome().message()).contains("BackupSchedule nightly");
  }

  @Test
  void whatIsRefusedStalls() throws JsonProcessingException {
    SchedulePolicySpec policy =
        JSON.readValue(
            "{\"weekly\":{\"days\":[\"Mon\",\"Tue\"],\"time\":\"22:30\"}}",
            SchedulePolicySpec.class);

    Usage usage = Usage.of(UsageRules.refusals(policy), USERS, false);

    assertThat(usage.phase()).isEqualTo(UsagePhase.REFUSED);
    assertThat(usage.outcome()).isInstanceOf(Outcome.Blocked.class);
    assertThat(usage.outcome().reason()).isEqualTo(Reason.NOT_YET_SUPPORTED);
    assertThat(usage.outcome().message()).contains("spec.weekly.days");
  }

  @Test
  void backgroundAfterABackupIsRefusedByField() throws JsonProcessingException {
    RuleSpec rule =
        JSON.readValue(
            """
            {"rules":[{"podSelector":{"app":"db"},"actions":[
              {"type":"command","value":"sync"},{"type":"command","value":"sleep","background":true}]}]}
            """,
            RuleSpec.class);

    assertThat(UsageRules.refusals(rule)).isEmpty();
    assertThat(UsageRules.refusalsAfterBackup(rule))
        .extracting(Refusal::field, Refusal::reason)
        .containsExactly(
            tuple("spec.rules[0].actions[1].background", Reason.NOT_SUPPORTED_BY_STORK));
  }

  @Test
  void schedulesOfTheOwnNamespaceUseAPolicy() throws JsonProcessingException {
    BackupSchedule own = schedule("team-a", "nightly", "{}");
    BackupSchedule foreign = schedule("team-b", "nightly", "{}");

    assertThat(Users.ofPolicy(new ObjectName("team-a", "daily"), List.of(foreign, own)))
        .containsExactly(new UsedBy("BackupSchedule", "team-a", "nightly"));
  }

  @Test
  void schedulesAndUnfinishedBackupsUseARule() throws JsonProcessingException {
    BackupSchedule before = schedule("team-a", "before", "{\"preRuleRef\":{\"name\":\"quiesce\"}}");
    BackupSchedule after = schedule("team-a", "after", "{\"postRuleRef\":{\"name\":\"quiesce\"}}");
    BackupSchedule other = schedule("team-a", "other", "{\"preRuleRef\":{\"name\":\"x\"}}");
    Backup running = backup("running", "InProgress");
    Backup over = backup("over", "Success");

    assertThat(Users.ofRule(QUIESCE, List.of(before, after, other), List.of(running, over)))
        .extracting(UsedBy::name)
        .containsExactly("running", "after", "before");
    assertThat(Users.ofRuleAfterBackup(QUIESCE, List.of(before, after, other), List.of(running)))
        .extracting(UsedBy::name)
        .containsExactly("after");
  }

  private static BackupSchedule schedule(String namespace, String name, String template)
      throws JsonProcessingException {
    return JSON.readValue(
        """
        {"metadata":{"namespace":"%s","name":"%s"},
         "spec":{"schedulePolicyRef":{"name":"daily"},"locationRef":{"name":"main"},"template":%s}}
        """
            .formatted(namespace, name, template),
        BackupSchedule.class);
  }

  private static Backup backup(String name, String phase) throws JsonProcessingException {
    return JSON.readValue(
        """
        {"metadata":{"namespace":"team-a","name":"%s"},
         "spec":{"clusterRef":{"name":"c"},"locationRef":{"name":"main"},"namespaces":["shop"],
           "preRuleRef":{"name":"quiesce"}},
         "status":{"phase":"%s"}}
        """
            .formatted(name, phase),
        Backup.class);
  }
}
