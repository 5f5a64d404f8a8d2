package io.fedbackup.planning.stork;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fedbackup.api.v1alpha1.BackupTemplate;
import io.fedbackup.api.v1alpha1.SchedulePolicySpec;
import io.fedbackup.planning.reason.Reason;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesOfTemplatesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'namespaces': ['kube-system']} | spec.template.namespaces[0] | INVALID_SPEC",
        "{} | spec.template.namespaces | INVALID_SPEC",
        "{'namespaces': ['a'], 'options': {'kdmp.portworx.com/x': '1'}} | spec.template.options[\"kdmp.portworx.com/x\"] | INVALID_SPEC",
        "{'namespaces': ['a'], 'options': {'portworx.io/backup-type': 'Generic'}} | spec.template.options[\"portworx.io/backup-type\"] | INVALID_SPEC",
        "{'namespaces': ['a'], 'resourceTypes': ['VirtualMachinePool']} | spec.template.resourceTypes[0] | INVALID_SPEC",
        "{'namespaces': ['a'], 'includeResources': [{'group': 'cdi.kubevirt.io', 'version': 'v1', 'kind': 'X', 'name': 'n'}]} | spec.template.includeResources[0].group | INVALID_SPEC",
        "{'namespaces': ['a'], 'preRuleRef': {'name': 'r', 'namespace': 'b'}} | spec.template.preRuleRef.namespace | NOT_YET_SUPPORTED",
        "{'namespaces': ['a'], 'labelSelector': {'matchExpressions': [{'key': 'x', 'operator': 'Exists'}]}} | spec.template.labelSelector.matchExpressions | NOT_SUPPORTED_BY_STORK",
      })
  void what_cannot_be_done_is_refused_by_field(String template, String field, Reason reason) {
    var refusals = TemplateRules.refusals(template(template), "team-a", "spec.template");

    assertThat(refusals).singleElement().extracting(Refusal::field).isEqualTo(field);
    assertThat(refusals).singleElement().extracting(Refusal::reason).isEqualTo(reason);
  }

  @Test
  void an_ordinary_template_is_not_refused() {
    var template = template("{'namespaces': ['shop'], 'options': {'portworx.io/x': 'y'}}");

    assertThat(TemplateRules.refusals(template, "team-a", "spec.template")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'weekly': {'days': ['Mon', 'Tue'], 'time': '10:00'}} | spec.weekly.days[1] | NOT_YET_SUPPORTED",
        "{'monthly': {'dates': [1, 15], 'time': '10:00'}} | spec.monthly.dates[1] | NOT_YET_SUPPORTED",
        "{'monthly': {'dates': [31], 'time': '10:00'}} | spec.monthly.dates[0] | NOT_SUPPORTED_BY_STORK",
        "{} | spec | INVALID_SPEC",
      })
  void a_policy_that_stork_cannot_follow_is_refused(String policy, String field, Reason reason) {
    var refusals = PolicyRules.refusals(read(policy, SchedulePolicySpec.class));

    assertThat(refusals).singleElement().extracting(Refusal::field).isEqualTo(field);
    assertThat(refusals).singleElement().extracting(Refusal::reason).isEqualTo(reason);
  }

  @Test
  void the_name_of_a_scheduled_run_tells_schedule_type_and_time() {
    assertThat(RunName.parse("nightly-3107bb9110-daily-2026-11-21-223000"))
        .contains(
            new RunName(
                "nightly-3107bb9110",
                RunName.PolicyType.DAILY,
                Instant.parse("2026-11-21T22:30:00Z")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nightly",
        "x-daily-2026-13-41-223000",
        "x-hourly-2026-11-21-223000",
        "-daily-2026-11-21-223000"
      })
  void other_names_are_no_scheduled_runs(String name) {
    assertThat(RunName.parse(name)).isEmpty();
  }

  private static BackupTemplate template(String json) {
    return read(json, BackupTemplate.class);
  }

  private static <T> T read(String json, Class<T> type) {
    try {
      return JSON.readValue(json.replace('\'', '"'), type);
    } catch (JsonProcessingException e) {
      throw new AssertionError(json, e);
    }
  }
}
