package io.fedbackup.reconciler.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fedbackup.api.v1alpha1.ApplicationCluster;
import io.fedbackup.planning.naming.Labels;
import java.util.Map;

/** The label that every ApplicationCluster has, so that a selector can mean all of them. */
final class ClusterNameLabel {
  private ClusterNameLabel() {}

  /**
   * Sets it where it is missing.
   *
   * @return whether it was missing: then the object has changed, and an event tells of it
   */
  static boolean ensure(ApplicationCluster cluster, KubernetesClient client) {
    String name = cluster.getMetadata().getName();
    Map<String, String> labels = cluster.getMetadata().getLabels();
    if (labels != null && name.equals(labels.get(Labels.CLUSTER_NAME))) {
      return false;
    }
    String patch =
        "{\"metadata\":{\"labels\":{\"%s\":\"%s\"}}}".formatted(Labels.CLUSTER_NAME, name);
    client
        .resources(ApplicationCluster.class)
        .inNamespace(cluster.getMetadata().getNamespace())
        .withName(name)
        .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    return true;
  }
}
