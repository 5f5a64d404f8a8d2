package io.fedbackup.reconciler.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.zjsonpatch.JsonDiff;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Requests over one connection; failures come out as {@link RemoteException}s. */
final class Requests {
  private static final int MAXIMUM_WARNINGS = 20;

  private final ClusterName cluster;
  private final KubernetesClient client;

  Requests(ClusterName cluster, KubernetesClient client) {
    this.cluster = cluster;
    this.client = client;
  }

  /**
   * Server-side apply with force.
   *
   * @param uid of the object that is meant, if one is: the API server answers 409 rather than make
   *     it anew when it has gone in the meantime
   */
  <T extends HasMetadata> T apply(T desired, Optional<String> uid, String manager) {
    var force =
        new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(manager)
            .withForce(true)
            .build();
    T body = uid.map(it -> withUid(desired, it)).orElse(desired);
    return sent("apply", desired, () -> client.resource(body).patch(force, body));
  }

  private <T extends HasMetadata> T withUid(T desired, String uid) {
    T copy = client.getKubernetesSerialization().clone(desired);
    copy.getMetadata().setUid(uid);
    return copy;
  }

  <T extends HasMetadata> T create(T object, String manager) {
    String path = collection(object) + "?fieldManager=" + manager;
    @SuppressWarnings("unchecked") // the class of a T
    var type = (Class<T>) object.getClass();
    return sent(
        "create",
        object,
        () ->
            client.getKubernetesSerialization().unmarshal(client.raw(path, "POST", object), type));
  }

  <T extends HasMetadata> T patch(T current, UnaryOperator<T> change, String manager) {
    KubernetesSerialization json = client.getKubernetesSerialization();
    T changed = change.apply(json.clone(current));
    ArrayNode difference = difference(json, current, changed);
    if (difference.isEmpty()) {
      return current;
    }
    // a patch that writes the resourceVersion is refused with 409 once another one holds
    difference
        .addObject()
        .put("op", "replace")
        .put("path", "/metadata/resourceVersion")
        .put("value", current.getMetadata().getResourceVersion());
    var context =
        new PatchContext.Builder().withPatchType(PatchType.JSON).withFieldManager(manager).build();
    return sent(
        "patch", current, () -> client.resource(current).patch(context, json.asJson(difference)));
  }

  private static <T extends HasMetadata> ArrayNode difference(
      KubernetesSerialization json, T current, T changed) {
    JsonNode from = json.convertValue(current, JsonNode.class);
    JsonNode to = json.convertValue(changed, JsonNode.class);
    return (ArrayNode) JsonDiff.asJson(from, to);
  }

  boolean delete(HasMetadata object, DeletionPropagation propagation) {
    var options =
        new DeleteOptionsBuilder()
            .withPropagationPolicy(propagation.toString())
            .withNewPreconditions()
            .withUid(object.getMetadata().getUid())
            .endPreconditions()
            .build();
    try {
      sent("delete", object, () -> client.raw(path(object), "DELETE", options));
      return true;
    } catch (RemoteException.NotFound _) {
      return false;
    }
  }

  <T extends HasMetadata> Optional<T> read(Class<T> type, String namespace, String name) {
    String what = "read " + HasMetadata.getKind(type) + " " + namespace + "/" + name;
    return Optional.ofNullable(
        asked(
            what,
            () -> {
              var resources = client.resources(type);
              return namespace.isEmpty()
                  ? resources.withName(name).get()
                  : resources.inNamespace(namespace).withName(name).get();
            }));
  }

  List<Event> warnings(HasMetadata about) {
    List<Event> events =
        asked(
            "list Events of " + describe(about),
            () ->
                client
                    .v1()
                    .events()
                    .inNamespace(about.getMetadata().getNamespace())
                    .withFields(
                        Map.of(
                            "involvedObject.uid", about.getMetadata().getUid(), "type", "Warning"))
                    .list(new ListOptionsBuilder().withLimit(500L).build())
                    .getItems());
    return events.stream()
        .sorted(Comparator.comparing(Requests::time).reversed())
        .limit(MAXIMUM_WARNINGS)
        .toList();
  }

  private static String time(Event event) {
    return Optional.ofNullable(event.getLastTimestamp())
        .or(() -> Optional.ofNullable(event.getEventTime()).map(Object::toString))
        .orElse("");
  }

  private <T> T sent(String verb, HasMetadata object, Supplier<T> request) {
    return asked(verb + " " + describe(object), request);
  }

  <T> T asked(String what, Supplier<T> request) {
    try {
      return request.get();
    } catch (KubernetesClientException e) {
      throw RemoteErrors.translate(cluster, what, e);
    } catch (IllegalStateException e) { // all that the client says when it was closed meanwhile
      throw new RemoteException.Unreachable(
          cluster, what + " on cluster " + cluster + ": the connection was closed meanwhile", e);
    }
  }

  private static String describe(HasMetadata object) {
    String namespace = object.getMetadata().getNamespace();
    return object.getKind()
        + " "
        + (namespace == null ? "" : namespace + "/")
        + object.getMetadata().getName();
  }

  private static String path(HasMetadata object) {
    return collection(object) + "/" + object.getMetadata().getName();
  }

  private static String collection(HasMetadata object) {
    String version = object.getApiVersion();
    String namespace = object.getMetadata().getNamespace();
    return (version.contains("/") ? "/apis/" : "/api/")
        + version
        + (namespace == null ? "" : "/namespaces/" + namespace)
        + "/"
        + object.getPlural();
  }
}
