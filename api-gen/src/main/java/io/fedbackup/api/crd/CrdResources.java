package io.fedbackup.api.crd;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads the CRDs and examples that the build put on the class path. Stateless. */
public final class CrdResources {

  private CrdResources() {}

  /** The CRDs of all kinds, in the order of {@link Kinds#ALL}. */
  public static List<CrdResource> all() {
    var serialization = new KubernetesSerialization();
    return Kinds.ALL.stream().map(kind -> read(kind, serialization)).toList();
  }

  /** The CRD of one kind. */
  public static CrdResource of(Class<? extends CustomResource<?, ?>> kind) {
    return read(kind, new KubernetesSerialization());
  }

  /** The CRD of one kind as YAML, unread: for programs that start quickly. */
  public static String yaml(Class<? extends CustomResource<?, ?>> kind) {
    return text("/crds/" + HasMetadata.getFullResourceName(kind) + ".yaml");
  }

  /** An example of the kind with every section that people usually write, as one YAML document. */
  public static String example(Class<? extends CustomResource<?, ?>> kind) {
    return text("/examples/" + HasMetadata.getPlural(kind) + ".yaml");
  }

  private static CrdResource read(
      Class<? extends CustomResource<?, ?>> kind, KubernetesSerialization serialization) {
    var yaml = yaml(kind);
    var definition = serialization.unmarshal(yaml, CustomResourceDefinition.class);
    var tree = serialization.unmarshal(yaml, JsonNode.class);
    return new CrdResource(
        HasMetadata.getKind(kind),
        HasMetadata.getPlural(kind),
        yaml,
        definition,
        tree.at("/spec/versions/0/schema/openAPIV3Schema"));
  }

  private static String text(String resource) {
    try (var stream = CrdResources.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException(resource + " is not on the class path: build api-gen");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + resource, e);
    }
  }
}
