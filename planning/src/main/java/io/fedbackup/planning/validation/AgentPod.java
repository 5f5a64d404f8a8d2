package io.fedbackup.planning.validation;

import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.Map;

/**
 * Where and how an agent's pod runs on a cluster.
 *
 * @param stork Stork's own Deployment: the pod is made like its pods
 * @param serviceAccount service account that Stork runs as, where the Deployment does not say
 * @param image the agent's image
 * @param imagePullSecrets Secrets in Stork's namespace
 * @param tolerations the pod's tolerations
 * @param env what the installation sets; wins over what Stork's Deployment has
 */
public record AgentPod(
    Deployment stork,
    String serviceAccount,
    String image,
    List<LocalObjectReference> imagePullSecrets,
    List<Toleration> tolerations,
    Map<String, String> env) {

  /** Copies the collections. */
  public AgentPod {
    imagePullSecrets = List.copyOf(imagePullSecrets);
    tolerations = List.copyOf(tolerations);
    env = Map.copyOf(env);
  }
}
