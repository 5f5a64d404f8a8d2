package io.fedbackup.reconciler.remote;

import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.List;
import java.util.Map;

/**
 * How agent Jobs are made on a cluster: what the ApplicationCluster says, else the installation.
 *
 * @param image the agent's image
 * @param imagePullSecrets names of Secrets in Stork's namespace
 * @param tolerations the pod's tolerations
 * @param env environment that the installation sets (reconciler option {@code --agent-env})
 */
public record AgentRuntime(
    String image,
    List<LocalObjectReference> imagePullSecrets,
    List<Toleration> tolerations,
    Map<String, String> env) {
  /** Copies the collections. */
  public AgentRuntime {
    imagePullSecrets = List.copyOf(imagePullSecrets);
    tolerations = List.copyOf(tolerations);
    env = Map.copyOf(env);
  }
}
