package io.fedbackup.e2e.doubles.stork;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Optional;

/**
 * SchedulePolicies from a watch, as Stork reads them: one that was made a moment ago may not be
 * there yet.
 */
final class PolicyCache {

  private final SharedIndexInformer<GenericKubernetesResource> informer;

  PolicyCache(KubernetesClient client) {
    informer =
        client
            .genericKubernetesResources(Kinds.SCHEDULE_POLICY.context())
            .runnableInformer(0)
            .run();
  }

  Optional<ObjectNode> find(String name) {
    return Optional.ofNullable(informer.getStore().getByKey(name))
        .map(StorkApi.JSON::<ObjectNode>valueToTree);
  }
}
