package io.fedbackup.e2e.doubles.stork;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Stork as it is installed in an application cluster with a federated Azure identity: names, labels
 * and rights as its Operator makes them, and what the workload-identity webhook adds to the pod.
 */
public final class StorkInstallation {

  /** Stork's image; the kubelet double runs {@link StorkDouble} for it. */
  public static final String IMAGE = "openstorage/stork:26.3.0";

  /** Stork's namespace. */
  public static final String NAMESPACE = "portworx";

  /** Name of Stork's Deployment, service account and cluster role. */
  public static final String NAME = "stork";

  /** What a federated credential names as subject. */
  public static final String SUBJECT = "system:serviceaccount:" + NAMESPACE + ":" + NAME;

  /** What a federated credential names as audience. */
  public static final String AUDIENCE = "api://AzureADTokenExchange";

  private static final String VERSION = "26.3.0";
  private static final String TOKENS = "/var/run/secrets/azure/tokens";
  private static final String TOKEN_FILE = "azure-identity-token";
  private static final long TOKEN_SECONDS = 3600;

  private final Map<String, String> environment = new TreeMap<>();
  private final String clientId;

  /**
   * Stork with an identity.
   *
   * @param clientId client ID of its managed identity
   * @param tenantId the identity's tenant
   * @param authorityHost Entra ID's address, for example {@code https://127.0.0.1:1234/}
   */
  public StorkInstallation(String clientId, String tenantId, String authorityHost) {
    this.clientId = clientId;
    environment.put("AZURE_CLIENT_ID", clientId);
    environment.put("AZURE_TENANT_ID", tenantId);
    environment.put("AZURE_AUTHORITY_HOST", authorityHost);
    environment.put("AZURE_FEDERATED_TOKEN_FILE", TOKENS + "/" + TOKEN_FILE);
    environment.put(StorkSettings.VERSION, VERSION);
  }

  /** Adds a variable to the container, as the test bed's endpoints or a shorter interval. */
  public StorkInstallation with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Time between two looks of Stork at an unfinished object, as ISO 8601 duration. */
  public StorkInstallation withSyncInterval(String duration) {
    return with(StorkSettings.SYNC_INTERVAL, duration);
  }

  /** How long the next process waits after one was killed, as ISO 8601 duration. */
  public StorkInstallation withLease(String duration) {
    return with(StorkSettings.LEASE, duration);
  }

  /** What Stork calls its version in ConfigMap {@code stork-version}. */
  public StorkInstallation withVersion(String version) {
    return with(StorkSettings.VERSION, version);
  }

  /** Schedules take their time from ConfigMap {@code kube-system/stork-mock-time}. */
  public StorkInstallation withMockTime() {
    return with("TEST_MODE", "true");
  }

  /** Everything to apply, in order. */
  public List<HasMetadata> manifests() {
    return List.of(
        new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build(),
        new ServiceAccountBuilder()
            .withNewMetadata()
            .withName(NAME)
            .withNamespace(NAMESPACE)
            .addToAnnotations("azure.workload.identity/client-id", clientId)
            .endMetadata()
            .build(),
        new ClusterRoleBuilder()
            .withNewMetadata()
            .withName(NAME)
            .endMetadata()
            .addNewRule()
            .withApiGroups("*")
            .withResources("*")
            .withVerbs("*")
            .endRule()
            .build(),
        new ClusterRoleBindingBuilder()
            .withNewMetadata()
            .withName(NAME)
            .endMetadata()
            .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", NAME)
            .addNewSubject("", "ServiceAccount", NAME, NAMESPACE)
            .build(),
        deployment());
  }

  private Deployment deployment() {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName(NAME)
        .withNamespace(NAMESPACE)
        .addToLabels("name", NAME)
        .endMetadata()
        .withNewSpec()
        .withReplicas(1)
        .withNewSelector()
        .addToMatchLabels("name", NAME)
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .addToLabels("name", NAME)
        .addToLabels("azure.workload.identity/use", "true")
        .endMetadata()
        .withSpec(pod())
        .endTemplate()
        .endSpec()
        .build();
  }

  private PodSpec pod() {
    return new PodSpecBuilder()
        .withServiceAccountName(NAME)
        .addNewContainer()
        .withName(NAME)
        .withImage(IMAGE)
        .withCommand("/stork", "--verbose", "--leader-elect=true")
        .withEnv(variables())
        .addNewVolumeMount()
        .withName("azure-identity-token")
        .withMountPath(TOKENS)
        .withReadOnly(true)
        .endVolumeMount()
        .endContainer()
        .addNewVolume()
        .withName("azure-identity-token")
        .withNewProjected()
        .addNewSource()
        .withNewServiceAccountToken(AUDIENCE, TOKEN_SECONDS, TOKEN_FILE)
        .endSource()
        .endProjected()
        .endVolume()
        .build();
  }

  private List<EnvVar> variables() {
    var variables = new ArrayList<EnvVar>();
    environment.forEach(
        (name, value) ->
            variables.add(new EnvVarBuilder().withName(name).withValue(value).build()));
    return variables;
  }
}
