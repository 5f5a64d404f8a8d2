package io.fedbackup.e2e.testbed;

import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/** What every control plane of the test bed has before it is handed out. */
final class NewCluster {

  private static final List<String> NAMESPACES =
      List.of("default", "kube-system", "kube-public", "kube-node-lease");

  private static final List<String> AGGREGATED = List.of("admin", "edit", "view");

  private NewCluster() {}

  /** Lets anybody read the issuer's discovery document and keys, as token exchanges must. */
  static void publishIssuer(KubernetesClient client) {
    var binding =
        new ClusterRoleBindingBuilder()
            .withNewMetadata()
            .withName("testbed:service-account-issuer-discovery")
            .endMetadata()
            .withNewRoleRef(
                "rbac.authorization.k8s.io",
                "ClusterRole",
                "system:service-account-issuer-discovery")
            .addNewSubject("rbac.authorization.k8s.io", "Group", "system:unauthenticated", null)
            .build();
    client.resource(binding).serverSideApply();
  }

  /** Whether the controllers have made what they make in every new cluster. */
  static boolean hasItsFirstObjects(KubernetesClient client) {
    return NAMESPACES.stream().allMatch(namespace -> hasItsFirstObjects(client, namespace))
        && AGGREGATED.stream().allMatch(role -> isAggregated(client, role));
  }

  private static boolean isAggregated(KubernetesClient client, String name) {
    var role = client.rbac().clusterRoles().withName(name).get();
    return role != null && role.getRules() != null && !role.getRules().isEmpty();
  }

  private static boolean hasItsFirstObjects(KubernetesClient client, String namespace) {
    return client.serviceAccounts().inNamespace(namespace).withName("default").get() != null
        && client.configMaps().inNamespace(namespace).withName("kube-root-ca.crt").get() != null;
  }
}
