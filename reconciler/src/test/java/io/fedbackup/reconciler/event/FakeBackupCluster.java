package io.fedbackup.reconciler.event;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.NamespaceableResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The backup cluster, as far as objects are created on it and statuses written. Its API server may
 * be in trouble with what is written.
 */
public final class FakeBackupCluster {
  private final List<String> created = new ArrayList<>();
  private @Nullable HasMetadata updated;
  private int attempts;
  private int code;

  /** From now on it answers so to whatever is written; 0 if it takes it. */
  public FakeBackupCluster answers(int refusal) {
    code = refusal;
    return this;
  }

  /** Kinds of what was created. */
  public List<String> created() {
    return List.copyOf(created);
  }

  /** How often something was tried. */
  public int attempts() {
    return attempts;
  }

  /** The object whose status was written last. */
  public <T extends HasMetadata> T updated(Class<T> type) {
    return type.cast(Objects.requireNonNull(updated, "no status was written"));
  }

  /** A client of it. */
  public KubernetesClient client() {
    return at(KubernetesClient.class, null);
  }

  private <T> T at(Class<T> type, @Nullable HasMetadata object) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, args) ->
                switch (method.getName()) {
                  case "create" -> create(object);
                  case "updateStatus" -> update(object);
                  case "getKubernetesSerialization" -> new KubernetesSerialization();
                  case "resource" -> at(NamespaceableResource.class, (HasMetadata) args[0]);
                  case "inNamespace" -> at(MixedOperation.class, object);
                  default -> at(method.getReturnType(), object);
                }));
  }

  private @Nullable HasMetadata update(@Nullable HasMetadata object) {
    refuse();
    updated = object;
    return object;
  }

  private void refuse() {
    if (code != 0) {
      throw new KubernetesClientException("the API server answers " + code, code, null);
    }
  }

  private @Nullable HasMetadata create(@Nullable HasMetadata object) {
    attempts++;
    refuse();
    created.add(object == null ? "" : object.getKind());
    return object;
  }
}
