package io.fedbackup.planning.validation;

import static io.fedbackup.planning.validation.ValidationFixtures.OWNERSHIP;
import static io.fedbackup.planning.validation.ValidationFixtures.agentJob;
import static io.fedbackup.planning.validation.ValidationFixtures.agentPod;
import static io.fedbackup.planning.validation.ValidationFixtures.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fedbackup.api.v1alpha1.CloudIdentity;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AgentJobTest {
  private static final ValidationStart FIRST = new ValidationStart(0, null, "");

  private final Job job = agentJob().render(FIRST);
  private final PodSpec pod = job.getSpec().getTemplate().getSpec();
  private final Container container = pod.getContainers().getFirst();

  @Test
  void itRunsAsStorksPodsRun() {
    assertThat(pod.getServiceAccountName()).isEqualTo("stork-account");
    assertThat(job.getSpec().getTemplate().getMetadata().getLabels())
        .containsEntry("azure.workload.identity/use", "true")
        .doesNotContainKey("name");
    assertThat(job.getSpec().getTemplate().getMetadata().getAnnotations())
        .containsKey("azure.workload.identity/service-account-token-expiration")
        .containsEntry("fedbackup.io/owner-uid", "loc-uid")
        .doesNotContainKey("x");
    assertThat(pod.getVolumes()).extracting(Volume::getName).containsExactly("azure-token", "tmp");
    assertThat(container.getVolumeMounts())
        .extracting(VolumeMount::getMountPath)
        .containsExactly("/var/run/secrets/azure/tokens", "/tmp");
  }

  @Test
  void noCredentialOfStorksPodsGoesAlong() {
    assertThat(container.getEnv())
        .extracting(EnvVar::getName)
        .containsExactly(
            "AZURE_CLIENT_ID", "AZURE_FEDERATED_TOKEN_FILE", "FEDBACKUP_TERMINATION_LOG");
    assertThat(job.toString()).doesNotContain("canary-secret");
  }

  @Test
  void whatTheInstallationSetsWins() {
    Job own =
        new AgentJob(
                OWNERSHIP, "portworx", agentPod(Map.of("AZURE_CLIENT_ID", "other")), target(), "")
            .render(FIRST);

    assertThat(own.getSpec().getTemplate().getSpec().getContainers().getFirst().getEnv())
        .filteredOn(env -> env.getName().equals("AZURE_CLIENT_ID"))
        .extracting(EnvVar::getValue)
        .containsExactly("other");
  }

  @Test
  void itIsBoundedAndRestricted() {
    assertThat(job.getSpec().getBackoffLimit()).isZero();
    assertThat(job.getSpec().getActiveDeadlineSeconds()).isEqualTo(300);
    assertThat(job.getSpec().getTtlSecondsAfterFinished()).isEqualTo(7200);
    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    assertThat(pod.getRestartPolicy()).isEqualTo("Never");
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
    assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(container.getResources().getLimits()).containsKey("memory");
  }

  @Test
  void theAgentIsToldWhatToProveAndEndsBeforeTheJobDoes() {
    assertThat(container.getArgs())
        .containsExactly(
            "validate",
            "--account",
            "acct1",
            "--container",
            "backups",
            "--environment",
            "AzurePublicCloud",
            "--marker",
            "fedbackup/abcdef0123",
            "--timeout",
            "225s");
  }

  @Test
  void theAgentIsToldWhichIdentityIsExpected() {
    ValidationTarget expecting =
        new ValidationTarget(
            "acct1",
            "backups",
            "AzurePublicCloud",
            new CloudIdentity("c", "t"),
            Duration.ofHours(1),
            Duration.ofMinutes(5));

    Job own = new AgentJob(OWNERSHIP, "portworx", agentPod(Map.of()), expecting, "").render(FIRST);

    assertThat(own.getSpec().getTemplate().getSpec().getContainers().getFirst().getArgs())
        .endsWith("--expect-client-id", "c", "--expect-tenant-id", "t");
  }

  @Test
  void theSameDecisionMakesTheSameName() {
    assertThat(agentJob().render(FIRST).getMetadata().getName())
        .isEqualTo(job.getMetadata().getName())
        .matches("main-[0-9a-f]{10}");
  }

  @Test
  void anotherRequestOrPredecessorMakesAnotherName() {
    assertThat(
            new String[] {
              job.getMetadata().getName(),
              agentJob().render(new ValidationStart(0, "now", "")).getMetadata().getName(),
              agentJob().render(new ValidationStart(0, null, "main-1")).getMetadata().getName()
            })
        .doesNotHaveDuplicates();
  }

  @Test
  void anotherIdentityOrImageIsAnotherFingerprint() {
    String image =
        new AgentJob(
                OWNERSHIP,
                "portworx",
                new AgentPod(
                    ValidationFixtures.stork(),
                    "stork",
                    "agent:2",
                    java.util.List.of(),
                    java.util.List.of(),
                    Map.of()),
                target(),
                "")
            .fingerprint();

    assertThat(image).isNotEqualTo(agentJob().fingerprint());
    assertThat(agentJob().fingerprint()).isEqualTo(agentJob().fingerprint());
  }

  @Test
  void thePodCanBeSeenByTheWatchOnOurObjects() {
    assertThat(job.getSpec().getTemplate().getMetadata().getLabels())
        .containsEntry("fedbackup.io/installation", "inst")
        .containsEntry("fedbackup.io/kind", "BackupLocation");
  }
}
