package io.fedbackup.gitsync.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fedbackup.gitsync.plan.LiveObject;
import io.fedbackup.gitsync.plan.Owner;
import io.fedbackup.gitsync.schema.ResourceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Objects by the Kubernetes client. Does not close the client. */
public final class KubernetesObjects implements Objects {
  private static final long PAGE = 500;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final PatchContext APPLY =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager(Owner.FIELD_MANAGER)
          .withForce(true)
          .build();

  private final KubernetesClient client;

  /** Works with the client's account and impersonation. */
  public KubernetesObjects(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public List<LiveObject> list(ResourceKind kind, String namespace, String selector) {
    String what = "list " + kind.plural() + " in namespace " + namespace;
    return translated(
        what,
        () -> {
          List<LiveObject> found = new ArrayList<>();
          String next = "";
          do {
            var options =
                new ListOptionsBuilder()
                    .withLabelSelector(selector)
                    .withLimit(PAGE)
                    .withContinue(next.isEmpty() ? null : next)
                    .build();
            GenericKubernetesResourceList page =
                resources(kind).inNamespace(namespace).list(options);
            page.getItems().forEach(item -> found.add(live(kind, item)));
            next = page.getMetadata().getContinue() == null ? "" : page.getMetadata().getContinue();
          } while (!next.isEmpty());
          return List.copyOf(found);
        });
  }

  @Override
  public Optional<LiveObject> get(ResourceKind kind, String namespace, String name) {
    return translated(
        "get %s %s/%s".formatted(kind.kind(), namespace, name),
        () ->
            Optional.ofNullable(resources(kind).inNamespace(namespace).withName(name).get())
                .map(item -> live(kind, item)));
  }

  @Override
  public LiveObject apply(ResourceKind kind, ObjectNode body) {
    GenericKubernetesResource resource = JSON.convertValue(body, GenericKubernetesResource.class);
    String namespace = resource.getMetadata().getNamespace();
    return translated(
        "apply %s %s/%s".formatted(kind.kind(), namespace, resource.getMetadata().getName()),
        () -> live(kind, resources(kind).inNamespace(namespace).resource(resource).patch(APPLY)));
  }

  @Override
  public boolean delete(ResourceKind kind, LiveObject object) {
    GenericKubernetesResource resource =
        JSON.convertValue(object.json(), GenericKubernetesResource.class);
    String what = "delete " + object.key();
    try {
      return translated(what, () -> delete(kind, object, resource));
    } catch (ClusterException e) {
      if (e.kind() == ClusterException.Kind.CONFLICT) {
        return false;
      }
      throw e;
    }
  }

  private boolean delete(ResourceKind kind, LiveObject object, GenericKubernetesResource resource) {
    return !resources(kind)
        .inNamespace(object.key().namespace())
        .resource(resource)
        .lockResourceVersion(object.resourceVersion())
        .delete()
        .isEmpty();
  }

  private MixedOperation<
          GenericKubernetesResource,
          GenericKubernetesResourceList,
          Resource<GenericKubernetesResource>>
      resources(ResourceKind kind) {
    return client.genericKubernetesResources(
        new ResourceDefinitionContext.Builder()
            .withGroup(kind.group())
            .withVersion(kind.version())
            .withKind(kind.kind())
            .withPlural(kind.plural())
            .withNamespaced(kind.namespaced())
            .build());
  }

  private static LiveObject live(ResourceKind kind, GenericKubernetesResource resource) {
    return LiveObject.of(kind.kind(), JSON.<JsonNode>valueToTree(resource));
  }

  private static <T> T translated(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (KubernetesClientException e) {
      throw ClusterFailures.translate(what, e);
    }
  }
}
