package io.fedbackup.e2e.gitsync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fedbackup.gitsync.plan.LiveObject;
import io.fedbackup.gitsync.plan.Owner;
import io.fedbackup.gitsync.schema.ResourceKind;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** What people and other programs do to objects that were applied from Git. */
final class OtherWriters {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String PERSON = "kubectl-edit";
  private static final String PROGRAM = "other-controller";

  /** Of the metadata, what may be written. */
  private static final Set<String> WRITABLE = Set.of("labels", "annotations");

  private final KubernetesClient client;

  OtherWriters(KubernetesClient client) {
    this.client = client;
  }

  /** One request; a patch of the object. */
  record Write(PatchType type, String manager, ObjectNode body) {}

  /**
   * What somebody does.
   *
   * @param live as it is
   * @param other as somebody might rather have it
   */
  static List<Write> writes(RandomGenerator random, JsonNode live, ObjectNode other) {
    return switch (random.nextInt(8)) {
      case 0 -> List.of(); // nobody comes
      case 1, 2 -> List.of(edit(PERSON, live, other));
      case 3 -> List.of(edit(PERSON, live, other), edit(PERSON, other, live)); // and back again
      case 4 -> List.of(edit(Owner.FIELD_MANAGER, live, other)); // in our name, but no apply
      case 5 -> List.of(apply(PROGRAM, part(random, live))); // shares what we have
      case 6 -> List.of(apply(PROGRAM, part(random, other)));
      default -> List.of(forget());
    };
  }

  private static Write edit(String manager, JsonNode from, JsonNode to) {
    ObjectNode patch = NODES.objectNode();
    difference(from, to, patch, "spec");
    difference(from, to, patch, "data");
    ObjectNode metadata = NODES.objectNode();
    WRITABLE.forEach(it -> difference(from.path("metadata"), to.path("metadata"), metadata, it));
    patch.set("metadata", metadata);
    return new Write(PatchType.JSON_MERGE, manager, patch);
  }

  /** A merge patch (RFC 7396) for one field. */
  private static void difference(JsonNode from, JsonNode to, ObjectNode into, String field) {
    JsonNode before = from.path(field);
    JsonNode after = to.path(field);
    if (after.isMissingNode()) {
      if (!before.isMissingNode()) {
        into.putNull(field);
      }
    } else if (before.isObject() && after.isObject()) {
      ObjectNode patch = into.putObject(field);
      Stream.concat(before.propertyStream(), after.propertyStream())
          .map(it -> it.getKey())
          .distinct()
          .forEach(it -> difference(before, after, patch, it));
    } else if (!before.equals(after)) {
      into.set(field, after.deepCopy());
    }
  }

  /**
   * Some of the fields, down to one. No empty labels or annotations: the server stores those as
   * they came, shows them to nobody, and writes the object anew without them at the next request,
   * whatever that is; no comparison can know.
   */
  private static ObjectNode part(RandomGenerator random, JsonNode object) {
    ObjectNode part = NODES.objectNode();
    for (String section : List.of("spec", "data")) {
      if (object.path(section) instanceof ObjectNode whole) {
        part.set(section, some(random, whole));
      }
    }
    ObjectNode metadata = part.putObject("metadata");
    WRITABLE.forEach(
        it -> {
          if (object.path("metadata").path(it) instanceof ObjectNode whole) {
            ObjectNode some = some(random, whole);
            if (!some.isEmpty()) {
              metadata.set(it, some);
            }
          }
        });
    return part;
  }

  private static ObjectNode some(RandomGenerator random, ObjectNode whole) {
    ObjectNode some = whole.deepCopy();
    List.copyOf(some.properties())
        .forEach(
            field -> {
              if (random.nextBoolean()) {
                some.remove(field.getKey());
              } else if (field.getValue() instanceof ObjectNode nested && random.nextBoolean()) {
                some.set(field.getKey(), some(random, nested));
              }
            });
    return some;
  }

  private static Write apply(String manager, ObjectNode part) {
    return new Write(PatchType.SERVER_SIDE_APPLY, manager, part);
  }

  /** Who wrote what is forgotten. */
  private static Write forget() {
    ObjectNode patch = NODES.objectNode();
    patch.putObject("metadata").putArray("managedFields").addObject();
    return new Write(PatchType.JSON_MERGE, PERSON, patch);
  }

  /** Sends it; whether the server took it. */
  boolean send(ResourceKind kind, LiveObject object, Write write) {
    ObjectNode body = write.body().deepCopy();
    if (write.type() == PatchType.SERVER_SIDE_APPLY) {
      body.put("apiVersion", kind.apiVersion()).put("kind", kind.kind());
      body.withObjectProperty("metadata").put("name", object.key().name());
    }
    var how =
        new PatchContext.Builder()
            .withPatchType(write.type())
            .withFieldManager(write.manager())
            .withForce(write.type() == PatchType.SERVER_SIDE_APPLY ? Boolean.TRUE : null)
            .build();
    try {
      client
          .genericKubernetesResources(
              new ResourceDefinitionContext.Builder()
                  .withGroup(kind.group())
                  .withVersion(kind.version())
                  .withKind(kind.kind())
                  .withPlural(kind.plural())
                  .withNamespaced(true)
                  .build())
          .inNamespace(object.key().namespace())
          .withName(object.key().name())
          .patch(how, body.toString());
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == 400 || e.getCode() == 422) {
        return false; // against the schema or a rule
      }
      throw e;
    }
  }
}
