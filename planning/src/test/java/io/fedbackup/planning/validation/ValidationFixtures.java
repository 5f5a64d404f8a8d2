package io.fedbackup.planning.validation;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fedbackup.planning.naming.ObjectName;
import io.fedbackup.planning.naming.Ownership;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A Stork Deployment with a federated identity, and Jobs and pods as a cluster shows them. */
final class ValidationFixtures {
  static final Instant MADE = Instant.parse("2026-11-22T10:00:00Z");
  static final String LOCATION_UID = "loc-uid";
  static final Ownership OWNERSHIP =
      new Ownership(
          "inst", "BackupLocation", new ObjectName("team-a", "main"), LOCATION_UID, "abcdef0123");

  private ValidationFixtures() {}

  static Deployment stork() {
    return new DeploymentBuilder()
        .withNewSpec()
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(Map.of("name", "stork", "azure.workload.identity/use", "true"))
        .withAnnotations(
            Map.of("azure.workload.identity/service-account-token-expiration", "3600", "x", "y"))
        .endMetadata()
        .withNewSpec()
        .withServiceAccountName("stork-account")
        .addNewContainer()
        .withName("stork")
        .addNewEnv()
        .withName("AZURE_CLIENT_ID")
        .withValue("11111111-1111-1111-1111-111111111111")
        .endEnv()
        .addNewEnv()
        .withName("AZURE_CLIENT_SECRET")
        .withValue("canary-secret")
        .endEnv()
        .addNewEnv()
        .withName("AZURE_FEDERATED_TOKEN_FILE")
        .withValue("/var/run/secrets/azure/tokens/token")
        .endEnv()
        .addNewEnv()
        .withName("OTHER")
        .withValue("x")
        .endEnv()
        .addNewVolumeMount()
        .withName("azure-token")
        .withMountPath("/var/run/secrets/azure/tokens")
        .withReadOnly(true)
        .endVolumeMount()
        .addNewVolumeMount()
        .withName("keys")
        .withMountPath("/keys")
        .endVolumeMount()
        .endContainer()
        .addNewVolume()
        .withName("azure-token")
        .withNewProjected()
        .addNewSource()
        .withNewServiceAccountToken()
        .withAudience("api://AzureADTokenExchange")
        .withExpirationSeconds(3600L)
        .withPath("token")
        .endServiceAccountToken()
        .endSource()
        .endProjected()
        .endVolume()
        .addNewVolume()
        .withName("keys")
        .withNewSecret()
        .withSecretName("keys")
        .endSecret()
        .endVolume()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  static AgentPod agentPod(Map<String, String> env) {
    return new AgentPod(stork(), "stork", "fedbackup.io/agent:dev", List.of(), List.of(), env);
  }

  static ValidationTarget target() {
    return new ValidationTarget(
        "acct1", "backups", "AzurePublicCloud", null, Duration.ofHours(1), Duration.ofMinutes(5));
  }

  static AgentJob agentJob() {
    return new AgentJob(OWNERSHIP, "portworx", agentPod(Map.of()), target(), "");
  }

  static Job onCluster(ValidationStart start) {
    return new JobBuilder(agentJob().render(start))
        .editMetadata()
        .withUid("job-uid")
        .withCreationTimestamp(MADE.toString())
        .endMetadata()
        .build();
  }

  static PodBuilder pod() {
    return new PodBuilder()
        .withNewMetadata()
        .withName("p")
        .addNewOwnerReference()
        .withUid("job-uid")
        .endOwnerReference()
        .endMetadata()
        .withNewStatus()
        .endStatus();
  }

  static Pod terminated(String message, int exitCode, String reason) {
    return pod()
        .editStatus()
        .addNewContainerStatus()
        .withName("agent")
        .withNewState()
        .withNewTerminated()
        .withExitCode(exitCode)
        .withReason(reason)
        .withMessage(message)
        .withFinishedAt("2026-11-22T10:00:09Z")
        .endTerminated()
        .endState()
        .endContainerStatus()
        .endStatus()
        .build();
  }

  static Pod waiting(String reason, String message) {
    return pod()
        .editStatus()
        .withPhase("Pending")
        .addNewContainerStatus()
        .withName("agent")
        .withNewState()
        .withNewWaiting()
        .withReason(reason)
        .withMessage(message)
        .endWaiting()
        .endState()
        .endContainerStatus()
        .endStatus()
        .build();
  }
}
