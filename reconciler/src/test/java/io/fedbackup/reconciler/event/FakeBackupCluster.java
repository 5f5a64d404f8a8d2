package io.fedbackup.reconciler.event;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.NamespaceableResource;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The backup cluster, as far as objects are created on it. Its API server may be in trouble. */
public final class FakeBackupCluster {
  private final List<String> created = new ArrayList<>();
  private int attempts;
  private int code;

  /** From now on it answers so to whatever is created; 0 if it takes it. */
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
                  case "resource" -> at(NamespaceableResource.class, (HasMetadata) args[0]);
                  case "inNamespace" -> at(MixedOperation.class, object);
                  default -> at(method.getReturnType(), object);
                }));
  }

  private @Nullable HasMetadata create(@Nullable HasMetadata object) {
    attempts++;
    if (code != 0) {
      throw new KubernetesClientException("the API server answers " + code, code, null);
    }
    created.add(object == null ? "" : object.getKind());
    return object;
  }
}
