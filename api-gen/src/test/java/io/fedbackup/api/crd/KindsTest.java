package io.fedbackup.api.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fedbackup.api.v1alpha1.ApiGroup;
import io.fedbackup.api.v1alpha1.Backup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class KindsTest {

  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  @ParameterizedTest
  @FieldSource("io.fedbackup.api.crd.Kinds#ALL")
  void every_field_of_the_schema_is_read_and_written(Class<? extends CustomResource<?, ?>> kind) {
    var document = complete(SchemaSample.known(CrdResources.of(kind).schema()), kind);

    var read = SERIALIZATION.convertValue(document, kind);

    assertThat(tree(read)).isEqualTo(tree(document));
  }

  @ParameterizedTest
  @FieldSource("io.fedbackup.api.crd.Kinds#ALL")
  void fields_of_a_later_version_do_no_harm(Class<? extends CustomResource<?, ?>> kind) {
    var schema = CrdResources.of(kind).schema();
    var later = complete(SchemaSample.withUnknownFields(schema), kind);

    var read = SERIALIZATION.convertValue(later, kind);

    assertThat(read.getSpec())
        .isEqualTo(
            SERIALIZATION.convertValue(complete(SchemaSample.known(schema), kind), kind).getSpec());
  }

  @ParameterizedTest
  @FieldSource("io.fedbackup.api.crd.Kinds#ALL")
  void an_empty_object_has_neither_spec_nor_status(Class<? extends CustomResource<?, ?>> kind) {
    var read = SERIALIZATION.unmarshal("---\nmetadata: {name: a}", kind);

    assertThat(read.getSpec()).isNull();
    assertThat(read.getStatus()).isNull();
  }

  @Test
  void what_is_left_out_has_its_default_and_lists_are_never_null() {
    var backup =
        SERIALIZATION.unmarshal(
            "---\nspec: {clusterRef: {name: c}, locationRef: {name: l}}", Backup.class);

    assertThat(backup.getSpec().timeout()).isEqualTo("24h");
    assertThat(backup.getSpec().namespaces()).isEmpty();
    assertThat(backup.getSpec().template().options()).isEmpty();
  }

  /** As it is on the wire: in memory the same number has several types. */
  private static JsonNode tree(Object value) {
    return SERIALIZATION.unmarshal(SERIALIZATION.asJson(value), JsonNode.class);
  }

  private static ObjectNode complete(ObjectNode document, Class<? extends HasMetadata> kind) {
    document.put("apiVersion", ApiGroup.API_VERSION);
    document.put("kind", HasMetadata.getKind(kind));
    document.putObject("metadata").put("name", "sample");
    // free-form fields have no schema to make a sample from
    document.findParents("record").forEach(volume -> ((ObjectNode) volume).remove("record"));
    return document;
  }
}
