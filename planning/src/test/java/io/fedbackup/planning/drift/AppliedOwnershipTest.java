package io.fedbackup.planning.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AppliedOwnershipTest {
  private static final KubernetesSerialization JSON = new KubernetesSerialization();
  private static final ManagedFieldsEntry STORK =
      entry("stork", "Update", "{\"f:status\": {\"f:items\": {}}}");

  @Test
  void what_a_create_wrote_is_owned_by_apply_without_the_status() {
    var created =
        entry(
            "fedbackup",
            "Update",
            "{\"f:spec\": {\"f:suspend\": {}}, \"f:status\": {\"f:items\": {}}}");

    assertThat(AppliedOwnership.of(List.of(created, STORK), "fedbackup"))
        .containsExactly(
            entry("fedbackup", "Update", "{\"f:status\": {\"f:items\": {}}}"),
            STORK,
            entry("fedbackup", "Apply", "{\"f:spec\": {\"f:suspend\": {}}}"));
  }

  @Test
  void it_joins_what_is_applied_already() {
    var entries =
        Stream.of(
                entry("fedbackup", "Apply", "{\"f:spec\": {\".\": {}, \"f:suspend\": {}}}"),
                entry("fedbackup", "Update", "{\"f:spec\": {\"f:reclaimPolicy\": {}}}"))
            .toList();

    assertThat(AppliedOwnership.of(entries, "fedbackup"))
        .containsExactly(
            entry(
                "fedbackup",
                "Apply",
                "{\"f:spec\": {\".\": {}, \"f:suspend\": {}, \"f:reclaimPolicy\": {}}}"));
  }

  @Test
  void there_is_nothing_to_hand_over_once_it_is_done() {
    var created =
        entry(
            "fedbackup",
            "Update",
            "{\"f:spec\": {\"f:suspend\": {}}, \"f:status\": {\"f:items\": {}}}");
    var done = AppliedOwnership.of(List.of(created, STORK), "fedbackup");

    assertThat(AppliedOwnership.of(done, "fedbackup")).isSameAs(done);
  }

  @Test
  void what_others_wrote_and_what_was_written_to_a_subresource_stays() {
    var status = entry("fedbackup", "Update", "{\"f:status\": {}}");
    status.setSubresource("status");
    var entries = List.of(STORK, status, entry("kubectl", "Update", "{\"f:spec\": {}}"));

    assertThat(AppliedOwnership.of(entries, "fedbackup")).isSameAs(entries);
  }

  private static ManagedFieldsEntry entry(String manager, String operation, String fields) {
    return JSON.unmarshal(
        """
        {"manager": "%s", "operation": "%s", "apiVersion": "stork.libopenstorage.org/v1alpha1",
         "fieldsType": "FieldsV1", "fieldsV1": %s}
        """
            .formatted(manager, operation, fields),
        ManagedFieldsEntry.class);
  }
}
