package io.fedbackup.api.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.libopenstorage.stork.v1alpha1.ApplicationBackup;
import org.libopenstorage.stork.v1alpha1.ApplicationBackupSchedule;
import org.libopenstorage.stork.v1alpha1.ApplicationRestore;
import org.libopenstorage.stork.v1alpha1.BackupLocation;
import org.libopenstorage.stork.v1alpha1.Rule;
import org.libopenstorage.stork.v1alpha1.SchedulePolicy;

class StorkModelsTest {

  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  static final List<Class<? extends CustomResource<?, ?>>> MODELS =
      List.of(
          ApplicationBackup.class,
          ApplicationBackupSchedule.class,
          ApplicationRestore.class,
          BackupLocation.class,
          Rule.class,
          SchedulePolicy.class);

  @ParameterizedTest
  @FieldSource("MODELS")
  void a_document_with_unknown_fields_at_every_level_survives(
      Class<? extends CustomResource<?, ?>> model) {
    var document = complete(SchemaSample.withUnknownFields(schema(model)), model);

    var read = SERIALIZATION.convertValue(document, model);

    assertThat(tree(read)).isEqualTo(tree(document));
  }

  @ParameterizedTest
  @FieldSource("MODELS")
  void nothing_that_is_not_set_is_written(Class<? extends CustomResource<?, ?>> model) {
    var read = SERIALIZATION.unmarshal("---\nmetadata: {name: a}", model);

    assertThat(tree(read).properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder("apiVersion", "kind", "metadata");
  }

  @Test
  void what_stork_writes_as_null_is_not_written_again() {
    var backup =
        SERIALIZATION.unmarshal(
            "---\nspec: {backupLocation: a, selectors: null, options: null}",
            ApplicationBackup.class);

    assertThat(SERIALIZATION.convertValue(backup.getSpec(), JsonNode.class))
        .hasToString("{\"backupLocation\":\"a\"}");
  }

  /** As it is on the wire: in memory the same number has several types. */
  private static JsonNode tree(Object value) {
    return SERIALIZATION.unmarshal(SERIALIZATION.asJson(value), JsonNode.class);
  }

  private static ObjectNode complete(ObjectNode document, Class<? extends HasMetadata> model) {
    document.put("apiVersion", HasMetadata.getApiVersion(model));
    document.put("kind", HasMetadata.getKind(model));
    document.putObject("metadata").put("name", "sample");
    return document;
  }

  private static JsonNode schema(Class<? extends HasMetadata> model) {
    var resource = "/stork-crds/" + HasMetadata.getPlural(model) + ".yaml";
    var stream = Objects.requireNonNull(StorkModelsTest.class.getResourceAsStream(resource));
    return SERIALIZATION
        .unmarshal(stream, JsonNode.class)
        .at("/spec/versions/0/schema/openAPIV3Schema");
  }
}
