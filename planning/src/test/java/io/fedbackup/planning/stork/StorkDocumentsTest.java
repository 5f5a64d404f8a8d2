package io.fedbackup.planning.stork;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fedbackup.api.v1alpha1.Backup;
import io.fedbackup.api.v1alpha1.BackupSchedule;
import io.fedbackup.api.v1alpha1.Rule;
import io.fedbackup.api.v1alpha1.SchedulePolicy;
import io.fedbackup.planning.naming.ClusterKey;
import io.fedbackup.planning.naming.Hash;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StorkDocumentsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Target TARGET =
      new Target("inst", new ClusterKey("11111111-2222-3333-4444-555555555555", "kube-system"));
  private static final References REFERENCES = new References("main-2d430ea080", null, null);
  private static final String SCHEDULE =
      """
      {"metadata": {"namespace": "team-a", "name": "nightly", "uid": "u-1"},
       "spec": {"schedulePolicyRef": {"name": "daily"}, "locationRef": {"name": "main"},
         "template": {"namespaces": ["shop", "gone"]}}}
      """;

  private final StorkDocuments documents = new StorkDocuments(TARGET);

  @Test
  void a_schedule_has_both_reclaim_policies_and_neither_null_nor_empty_fields() {
    var ours = read(SCHEDULE, BackupSchedule.class);

    var schedule =
        documents.schedule(
            ours, new NamespaceChoice.Named(List.of("shop"), List.of("gone")), REFERENCES, false);

    assertThat(tree(schedule))
        .isEqualTo(
            tree(
                """
                {"apiVersion": "stork.libopenstorage.org/v1alpha1",
                 "kind": "ApplicationBackupSchedule",
                 "metadata": {"name": "nightly-3107bb9110", "namespace": "kube-system",
                   "labels": {"fedbackup.io/installation": "inst",
                     "fedbackup.io/kind": "BackupSchedule", "fedbackup.io/cluster": "2a99f41e73"},
                   "annotations": {"fedbackup.io/owner-namespace": "team-a",
                     "fedbackup.io/owner-name": "nightly", "fedbackup.io/owner-uid": "u-1",
                     "fedbackup.io/intent": "%s"}},
                 "spec": {"schedulePolicyName": "daily-%s", "reclaimPolicy": "Retain",
                   "suspend": false,
                   "template": {"spec": {"backupLocation": "main-2d430ea080",
                     "reclaimPolicy": "Delete", "namespaces": ["shop"]}}}}
                """
                    .formatted(
                        schedule.getMetadata().getAnnotations().get("fedbackup.io/intent"),
                        hash(
                            "inst/team-a/daily/"
                                + TARGET.cluster().clusterUid()
                                + "/kube-system/"))));
  }

  @Test
  void everything_of_a_template_reaches_stork_with_the_type_that_stork_expects() {
    var ours =
        read(
            """
            {"metadata": {"namespace": "team-a", "name": "nightly", "uid": "u-1"},
             "spec": {"schedulePolicyRef": {"name": "daily"}, "locationRef": {"name": "main"},
               "reclaimPolicy": "Retain",
               "template": {
                 "namespaceSelector": {"matchLabels": {"tier": "gold"}, "matchExpressions": [
                   {"key": "team", "operator": "In", "values": ["a", "b"]},
                   {"key": "env", "operator": "NotIn", "values": ["test"]},
                   {"key": "backup", "operator": "Exists"},
                   {"key": "scratch", "operator": "DoesNotExist"}]},
                 "labelSelector": {"matchLabels": {"app": "shop"}},
                 "resourceTypes": ["ConfigMap"],
                 "includeResources": [{"version": "v1", "kind": "Namespace", "name": "shop"}],
                 "volumeSnapshotClasses": {"disk.csi.azure.com": "fast"},
                 "options": {"a": "b"}}}}
            """,
            BackupSchedule.class);
    var choice =
        NamespaceChoice.of(
            ours.getSpec().template(), List.of(), new ProtectedNamespaces("portworx"));

    var schedule = documents.schedule(ours, choice, new References("loc", "pre", "post"), true);

    assertThat(tree(schedule).at("/spec"))
        .isEqualTo(
            tree(
                """
                {"schedulePolicyName": "%s", "reclaimPolicy": "Retain", "suspend": true,
                 "template": {"spec": {"backupLocation": "loc", "reclaimPolicy": "Retain",
                   "namespaceSelector": "tier=gold,team in (a,b),env notin (test),backup,!scratch",
                   "selectors": {"app": "shop"}, "resourceTypes": ["ConfigMap"],
                   "includeResources": [{"name": "shop", "namespace": "", "group": "",
                     "version": "v1", "kind": "Namespace"}],
                   "preExecRule": "pre", "postExecRule": "post",
                   "csiSnapshotClassMap": {"disk.csi.azure.com": "fast"},
                   "options": {"a": "b"}}}}
                """
                    .formatted(schedule.getSpec().getSchedulePolicyName())));
  }

  @Test
  void a_policy_is_cluster_scoped_and_has_kitchen_times() {
    var ours =
        read(
            """
            {"metadata": {"namespace": "team-a", "name": "daily", "uid": "u-2"},
             "spec": {"interval": {"minutes": 30, "retain": 3},
               "daily": {"time": "22:30", "incrementals": 6},
               "weekly": {"days": ["Sun"], "time": "00:05"},
               "monthly": {"dates": [28], "time": "12:00"}}}
            """,
            SchedulePolicy.class);

    var policy = documents.policy(ours);

    assertThat(policy.getMetadata().getNamespace()).isNull();
    assertThat(tree(policy).at("/policy"))
        .isEqualTo(
            tree(
                """
                {"interval": {"intervalMinutes": 30, "retain": 3},
                 "daily": {"time": "10:30PM", "retain": 10,
                   "options": {"portworx.io/cloudsnap-incremental-count": "6"}},
                 "weekly": {"day": "Sun", "time": "12:05AM", "retain": 5},
                 "monthly": {"date": 28, "time": "12:00PM", "retain": 12}}
                """));
  }

  @Test
  void a_rule_has_every_field_of_its_actions() {
    var ours =
        read(
            """
            {"metadata": {"namespace": "team-a", "name": "quiesce", "uid": "u-3"},
             "spec": {"rules": [{"podSelector": {"app": "db"},
               "actions": [{"type": "command", "value": "sync"}]}]}}
            """,
            Rule.class);

    var rule = documents.rule(ours);

    assertThat(rule.getMetadata().getName()).isEqualTo("quiesce-94cd405c75");
    assertThat(tree(rule).at("/rules"))
        .isEqualTo(
            tree(
                """
                [{"podSelector": {"app": "db"}, "actions": [{"type": "command", "value": "sync",
                  "background": false, "runInSinglePod": false}]}]
                """));
  }

  @Test
  void a_backup_on_demand_is_named_by_its_uid_and_keeps_its_data_by_default() {
    var ours =
        read(
            """
            {"metadata": {"namespace": "team-a", "name": "before-upgrade",
               "uid": "0f9b2f0e-7f2b-4a53-9a3c-2f1f2ad2a1aa"},
             "spec": {"clusterRef": {"name": "one"}, "locationRef": {"name": "main"},
               "namespaces": ["*"]}}
            """,
            Backup.class);

    var backup = tree(documents.backup(ours, new NamespaceChoice.All(), REFERENCES));

    assertThat(backup.at("/metadata/name").asText()).isEqualTo("before-upgrade-32b4b9da03");
    assertThat(backup.at("/metadata/annotations/fedbackup.io~1owner-uid").asText())
        .isEqualTo("0f9b2f0e-7f2b-4a53-9a3c-2f1f2ad2a1aa");
    assertThat(backup.at("/spec"))
        .isEqualTo(
            tree(
                """
                {"backupLocation": "main-2d430ea080", "reclaimPolicy": "Retain",
                 "namespaces": ["*"]}
                """));
    assertThat(backup.has("status")).isFalse();
  }

  @Test
  void a_schedule_that_is_put_back_knows_its_runs() {
    var ours = read(SCHEDULE, BackupSchedule.class);
    var schedule =
        documents.schedule(
            ours, new NamespaceChoice.Named(List.of("shop"), List.of()), REFERENCES, false);
    var name = schedule.getMetadata().getName();

    var back =
        documents.putBack(
            schedule,
            List.of(
                run(name + "-daily-2026-11-21-223000", "2026-11-21T22:30:00Z", "Failed"),
                run(name + "-interval-2026-11-20-100000", "2026-11-20T10:00:00Z", "Successful"),
                run(name + "-daily-2026-11-20-223000", "2026-11-20T22:30:00Z", "Successful"),
                run("other-daily-2026-11-20-223000", "2026-11-20T22:30:00Z", "Successful"),
                run(name + "-by-hand", "2026-11-20T22:30:00Z", "Successful")));

    var items = tree(back).at("/status/items");
    assertThat(items.at("/Daily").findValuesAsText("name"))
        .containsExactly(name + "-daily-2026-11-20-223000", name + "-daily-2026-11-21-223000");
    assertThat(items.at("/Daily/0"))
        .isEqualTo(
            tree(
                """
                {"name": "%s-daily-2026-11-20-223000",
                 "creationTimestamp": "2026-11-20T22:30:00Z",
                 "finishTimestamp": "2026-11-20T22:30:00Z", "status": "Successful"}
                """
                    .formatted(name)));
    assertThat(items.at("/Interval")).hasSize(1);
    assertThat(tree(back).at("/spec")).isEqualTo(tree(schedule).at("/spec"));
  }

  @Test
  void a_schedule_that_never_ran_is_made_without_status() {
    var ours = read(SCHEDULE, BackupSchedule.class);
    var schedule =
        documents.schedule(
            ours, new NamespaceChoice.Named(List.of("shop"), List.of()), REFERENCES, false);

    assertThat(tree(documents.putBack(schedule, List.of())).has("status")).isFalse();
  }

  private static PastRun run(String name, String at, String status) {
    return new PastRun(name, Instant.parse(at), Instant.parse(at), status);
  }

  private static String hash(String key) {
    return Hash.hex(key, 10);
  }

  private static JsonNode tree(Object value) {
    return JSON.valueToTree(value);
  }

  private static JsonNode tree(String json) {
    return read(json, JsonNode.class);
  }

  private static <T> T read(String json, Class<T> type) {
    try {
      return JSON.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
