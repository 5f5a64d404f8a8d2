package io.fedbackup.planning.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnedFieldsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String WANTED =
      """
      {"apiVersion": "stork.libopenstorage.org/v1alpha1", "kind": "ApplicationBackupSchedule",
       "metadata": {"name": "nightly-1", "namespace": "kube-system",
         "labels": {"fedbackup.io/installation": "inst"}},
       "spec": {"schedulePolicyName": "p", "suspend": false, "reclaimPolicy": "Retain",
         "template": {"spec": {"namespaces": ["shop", "web"], "backupLocation": "loc"}}}}
      """;
  private static final String OWNED =
      """
      {"manager": "fedbackup", "operation": "Apply", "time": "2026-11-22T10:00:00Z",
       "fieldsV1": {
         "f:metadata": {"f:labels": {"f:fedbackup.io/installation": {}}},
         "f:spec": {"f:schedulePolicyName": {}, "f:suspend": {}, "f:reclaimPolicy": {},
           "f:template": {"f:spec": {"f:namespaces": {}, "f:backupLocation": {}}}}}}
      """;

  @Test
  void what_was_just_applied_is_equal() {
    var comparison = compare(WANTED, live(WANTED, OWNED));

    assertThat(comparison.equal()).isTrue();
    assertThat(comparison.drifted()).isFalse();
  }

  @Test
  void zero_values_and_nulls_that_stork_adds_are_no_difference() {
    var rewritten =
        WANTED.replace(
            "\"backupLocation\": \"loc\"",
            """
            "backupLocation": "loc", "selectors": null, "options": {}, "preExecRule": "",
            "includeResources": null, "directKDMP": false""");

    assertThat(compare(WANTED, live(rewritten, OWNED)).equal()).isTrue();
  }

  @Test
  void a_changed_field_is_named_with_who_changed_it_and_when() {
    var suspended = WANTED.replace("\"suspend\": false", "\"suspend\": true");
    var byHand =
        """
        {"manager": "kubectl-edit", "operation": "Update", "time": "2026-11-22T11:00:00Z",
         "fieldsV1": {"f:spec": {"f:suspend": {}}}}
        """;
    var owned = OWNED.replace("\"f:suspend\": {}, ", "");

    var comparison = compare(WANTED, live(suspended, owned, byHand));

    assertThat(comparison.differences())
        .containsExactly(
            new FieldDifference(
                "spec.suspend",
                "false",
                "true",
                "kubectl-edit",
                Instant.parse("2026-11-22T11:00:00Z")));
  }

  @Test
  void credentials_are_never_shown_wherever_they_stand() {
    var wanted =
        WANTED.replace("\"suspend\": false", "\"azure\": {\"storageAccountKey\": \"canary-1\"}");
    var live =
        wanted
            .replace("canary-1", "canary-2")
            .replace(
                "[\"shop\", \"web\"]",
                "[{\"accessKey\": \"canary-3\", \"keySecretRef\": {\"name\": \"of-shop\"}}]");

    var differences = compare(wanted, live(live, OWNED)).differences();

    assertThat(differences).hasSize(2);
    assertThat(differences.toString()).contains("(hidden)", "of-shop").doesNotContain("canary");
  }

  @Test
  void a_field_that_somebody_removed_is_a_difference_without_a_manager() {
    var removed = WANTED.replace("\"reclaimPolicy\": \"Retain\",", "");
    var owned = OWNED.replace("\"f:reclaimPolicy\": {},", "");

    assertThat(compare(WANTED, live(removed, owned)).differences())
        .extracting(FieldDifference::path, FieldDifference::want, FieldDifference::have)
        .containsExactly(tuple("spec.reclaimPolicy", "\"Retain\"", null));
  }

  @Test
  void a_field_changed_and_changed_back_is_no_drift_but_is_applied_again() {
    var byHand =
        """
        {"manager": "kubectl-edit", "operation": "Update", "time": "2026-11-22T11:00:00Z",
         "fieldsV1": {"f:spec": {"f:suspend": {}}}}
        """;

    var comparison =
        compare(WANTED, live(WANTED, OWNED.replace("\"f:suspend\": {}, ", ""), byHand));

    assertThat(comparison.drifted()).isFalse();
    assertThat(comparison.equal()).isFalse();
  }

  @Test
  void a_field_of_ours_that_is_no_longer_wanted_is_a_difference() {
    var wanted = WANTED.replace("\"suspend\": false, ", "");

    assertThat(compare(wanted, live(WANTED, OWNED)).differences())
        .extracting(FieldDifference::path, FieldDifference::want, FieldDifference::have)
        .containsExactly(tuple("spec.suspend", null, "false"));
  }

  @Test
  void a_field_of_somebody_else_is_none_of_our_business() {
    var annotated = WANTED.replace("\"labels\"", "\"annotations\": {\"a\": \"b\"}, \"labels\"");

    assertThat(compare(WANTED, live(annotated, OWNED)).equal()).isTrue();
  }

  @Test
  void a_list_without_keys_is_compared_as_a_whole() {
    var longer = WANTED.replace("[\"shop\", \"web\"]", "[\"shop\"]");

    assertThat(compare(WANTED, live(longer, OWNED)).differences())
        .extracting(FieldDifference::path, FieldDifference::have)
        .containsExactly(tuple("spec.template.spec.namespaces", "[\"shop\"]"));
  }

  @Test
  void a_list_with_keys_is_compared_item_by_item() {
    var wanted = "{\"spec\": {\"ports\": [{\"name\": \"a\", \"port\": 1}]}}";
    var live =
        "{\"spec\": {\"ports\": [{\"name\": \"b\", \"port\": 9}, {\"name\": \"a\", \"port\": 2}]}}";
    var owned =
        """
        {"manager": "fedbackup", "operation": "Apply", "time": "2026-11-22T10:00:00Z",
         "fieldsV1": {"f:spec": {"f:ports": {"k:{\\"name\\":\\"a\\"}": {".": {}, "f:name": {},
           "f:port": {}}}}}}
        """;

    assertThat(compare(wanted, live(live, owned)).differences())
        .extracting(FieldDifference::path, FieldDifference::want, FieldDifference::have)
        .containsExactly(tuple("spec.ports[name=a].port", "1", "2"));
    assertThat(compare(live, live(live, owned)).drifted()).isFalse();
  }

  @Test
  void an_item_of_ours_that_is_no_longer_wanted_is_a_difference() {
    var wanted = "{\"metadata\": {\"finalizers\": [\"x/a\"]}}";
    var live = "{\"metadata\": {\"finalizers\": [\"x/a\", \"x/b\", \"y/c\"]}}";
    var owned =
        """
        {"manager": "fedbackup", "operation": "Apply", "time": "2026-11-22T10:00:00Z",
         "fieldsV1": {"f:metadata": {"f:finalizers": {".": {}, "v:\\"x/a\\"": {},
           "v:\\"x/b\\"": {}}}}}
        """;

    assertThat(compare(wanted, live(live, owned)).differences())
        .extracting(FieldDifference::path, FieldDifference::want)
        .containsExactly(tuple("metadata.finalizers[x/b]", null));
  }

  @Test
  void quantities_and_numbers_are_compared_by_value() {
    var owned =
        """
        {"manager": "fedbackup", "operation": "Apply", "time": "2026-11-22T10:00:00Z",
         "fieldsV1": {"f:n": {}, "f:limits": {"f:cpu": {}, "f:memory": {}}}}
        """;
    var wanted = "{\"n\": 1.0, \"limits\": {\"cpu\": \"1000m\", \"memory\": \"1024Ki\"}}";
    var live = "{\"n\": 1, \"limits\": {\"cpu\": \"1\", \"memory\": \"1Mi\"}}";

    assertThat(compare(wanted, live(live, owned)).drifted()).isFalse();
    assertThat(compare(wanted, live(live.replace("1Mi", "2Mi"), owned)).differences())
        .extracting(FieldDifference::path)
        .containsExactly("limits.memory");
  }

  @Test
  void text_that_only_looks_like_a_quantity_is_compared_as_text() {
    var owned =
        """
        {"manager": "fedbackup", "operation": "Apply", "time": "2026-11-22T10:00:00Z",
         "fieldsV1": {"f:data": {"f:a": {}}}}
        """;

    assertThat(
            compare("{\"data\": {\"a\": \"1000m\"}}", live("{\"data\": {\"a\": \"1\"}}", owned))
                .drifted())
        .isTrue();
  }

  @Test
  void the_data_of_a_secret_is_never_shown() {
    var wanted = "{\"kind\": \"Secret\", \"data\": {\"key\": \"Y2FuYXJ5\"}}";
    var live = wanted.replace("Y2FuYXJ5", "b3RoZXI=");

    var comparison = compare(wanted, live(live, OWNED));

    assertThat(comparison.differences())
        .extracting(FieldDifference::path, FieldDifference::want, FieldDifference::have)
        .contains(tuple("data.key", "(hidden)", "(hidden)"));
    assertThat(comparison.toString()).doesNotContain("Y2FuYXJ5").doesNotContain("b3RoZXI=");
  }

  @Test
  void differences_and_values_are_bounded() throws JsonProcessingException {
    var many = JSON.createObjectNode();
    for (int i = 0; i < 200; i++) {
      many.put("field" + i, "x".repeat(10_000));
    }

    var comparison = new OwnedFields("fedbackup").compareTrees(many, JSON.readTree("{}"));

    assertThat(comparison.differences()).hasSize(50);
    assertThat(comparison.differences().getFirst().want()).hasSize(256);
  }

  @Test
  void maps_are_compared_as_trees_are() {
    var ours = new OwnedFields("fedbackup");

    assertThat(ours.compare(Map.of("a", List.of(1)), Map.of("a", List.of(1))).drifted()).isFalse();
    assertThat(ours.compare(Map.of("a", 1), Map.of("a", 2)).drifted()).isTrue();
  }

  private static Comparison compare(String wanted, JsonNode live) {
    return new OwnedFields("fedbackup").compareTrees(tree(wanted), live);
  }

  private static JsonNode live(String object, String... managedFields) {
    var live = tree(object);
    var metadata = live.withObject("/metadata");
    metadata.set("managedFields", tree("[" + String.join(",", managedFields) + "]"));
    return live;
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
