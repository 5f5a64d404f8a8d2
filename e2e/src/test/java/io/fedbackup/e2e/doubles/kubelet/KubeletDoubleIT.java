package io.fedbackup.e2e.doubles.kubelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.SignedJWT;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fedbackup.e2e.fleet.ControlPlaneTest;
import io.fedbackup.e2e.testbed.ControlPlane;
import io.fedbackup.e2e.testbed.ManagedProcess;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@ControlPlaneTest
class KubeletDoubleIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final AtomicReference<Duration> AHEAD = new AtomicReference<>(Duration.ZERO);

  private static ControlPlane cluster;
  private static KubeletDouble kubelet;
  private static KubernetesClient client;

  @BeforeAll
  static void start(ControlPlane lent) {
    cluster = lent;
    InstantSource time = () -> Instant.now().plus(AHEAD.get());
    Clock clock = time.withZone(ZoneOffset.UTC);
    var shell = LocalProgram.of(List.of("/bin/sh", "-c")).alsoAs("/bin/run");
    kubelet =
        KubeletDouble.start(cluster, Map.of("test/shell:1", shell), clock, Duration.ofSeconds(2));
    client = cluster.client();
    var namespace = new NamespaceBuilder().withNewMetadata().withName("work").endMetadata().build();
    client.resource(namespace).create();
    await()
        .atMost(LIMIT)
        .until(
            () -> client.serviceAccounts().inNamespace("work").withName("default").get() != null);
  }

  @AfterAll
  static void stop() {
    kubelet.close();
  }

  @Test
  void a_job_that_succeeds_shows_its_termination_message() throws Exception {
    var spec =
        new PodSpecBuilder(shell("cat \"$TOKEN\" > \"$MESSAGE\"; echo \"$GREETING from $WHO\""))
            .editFirstContainer()
            .addNewEnv()
            .withName("TOKEN")
            .withValue("/var/run/secrets/azure/tokens/azure-identity-token")
            .endEnv()
            .addNewEnv()
            .withName("MESSAGE")
            .withValue("/dev/termination-log")
            .endEnv()
            .addNewEnv()
            .withName("WHO")
            .withNewValueFrom()
            .withNewFieldRef("v1", "metadata.namespace")
            .endValueFrom()
            .endEnv()
            .addNewEnv()
            .withName("GREETING")
            .withValue("Greetings to $(WHO)")
            .endEnv()
            .addNewVolumeMount()
            .withName("azure-identity-token")
            .withMountPath("/var/run/secrets/azure/tokens")
            .withReadOnly(true)
            .endVolumeMount()
            .endContainer()
            .addNewVolume()
            .withName("azure-identity-token")
            .withNewProjected()
            .addNewSource()
            .withNewServiceAccountToken("api://AzureADTokenExchange", 3600L, "azure-identity-token")
            .endSource()
            .endProjected()
            .endVolume()
            .build();

    job("succeeds", spec);

    await().atMost(LIMIT).until(() -> isOne(theJob("succeeds").getStatus().getSucceeded()));
    var pod = podOf("succeeds");
    assertThat(pod.getStatus().getPhase()).isEqualTo("Succeeded");
    var ended = only(pod).getState().getTerminated();
    assertThat(ended.getExitCode()).isZero();
    assertThat(ended.getReason()).isEqualTo("Completed");
    var claims = SignedJWT.parse(ended.getMessage()).getJWTClaimsSet();
    assertThat(claims.getAudience()).containsExactly("api://AzureADTokenExchange");
    assertThat(claims.getIssuer()).isEqualTo(cluster.issuer().toString());
    assertThat(claims.getSubject()).isEqualTo("system:serviceaccount:work:default");
    assertThat(String.valueOf(claims.getJSONObjectClaim("kubernetes.io").get("pod")))
        .contains(pod.getMetadata().getUid());
    assertThat(client.pods().resource(pod).getLog()).isEqualTo("Greetings to work from work\n");
  }

  @Test
  void a_job_that_fails_shows_exit_code_and_the_end_of_its_log() {
    var spec =
        new PodSpecBuilder(shell("echo it is broken; exit 3"))
            .editFirstContainer()
            .withTerminationMessagePolicy("FallbackToLogsOnError")
            .endContainer()
            .build();

    job("fails", spec);

    await().atMost(LIMIT).until(() -> isOne(theJob("fails").getStatus().getFailed()));
    var pod = podOf("fails");
    assertThat(pod.getStatus().getPhase()).isEqualTo("Failed");
    var ended = only(pod).getState().getTerminated();
    assertThat(ended.getExitCode()).isEqualTo(3);
    assertThat(ended.getReason()).isEqualTo("Error");
    assertThat(ended.getMessage()).isEqualTo("it is broken");
  }

  @Test
  void a_long_termination_message_is_cut_at_4096_bytes() {
    job("talks", shell("head -c 5000 /dev/zero | tr '\\0' x > \"$FEDBACKUP_TERMINATION_LOG\""));

    await().atMost(LIMIT).until(() -> isOne(theJob("talks").getStatus().getSucceeded()));
    assertThat(only(podOf("talks")).getState().getTerminated().getMessage()).hasSize(4096);
  }

  @Test
  void an_unknown_image_is_not_pulled_and_an_unknown_command_not_started() {
    var spec = shell("exit 0");
    spec.getContainers().getFirst().setImage("test/later:1");
    job("later", spec);
    var other = shell("exit 0");
    other.getContainers().getFirst().setCommand(List.of("/no/such"));
    job("nocommand", other);

    awaitWaiting("later", "ErrImagePull");
    awaitWaiting("later", "ImagePullBackOff");
    kubelet.image("test/later:1", LocalProgram.of(List.of("/bin/sh", "-c")));

    await().atMost(LIMIT).until(() -> isOne(theJob("later").getStatus().getSucceeded()));
    await().atMost(LIMIT).until(() -> isOne(theJob("nocommand").getStatus().getFailed()));
    var ended = only(podOf("nocommand")).getState().getTerminated();
    assertThat(ended.getReason()).isEqualTo("StartError");
    assertThat(ended.getExitCode()).isEqualTo(128);
  }

  @Test
  void a_pod_waits_for_the_configuration_that_it_names() {
    var spec =
        new PodSpecBuilder(
                shell(
                    "test \"$(cat /etc/conf/a.txt 2>/dev/null || cat \"$FILE\")\" = yes && test $B = no"))
            .editFirstContainer()
            .addNewEnv()
            .withName("FILE")
            .withValue("/etc/conf/a.txt")
            .endEnv()
            .addNewEnvFrom()
            .withNewConfigMapRef("conf", false)
            .endEnvFrom()
            .addNewVolumeMount()
            .withName("conf")
            .withMountPath("/etc/conf")
            .endVolumeMount()
            .endContainer()
            .addNewVolume()
            .withName("conf")
            .withNewConfigMap()
            .withName("conf")
            .endConfigMap()
            .endVolume()
            .build();
    job("configured", spec);

    awaitWaiting("configured", "ContainerCreating");
    client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace("work")
                .withName("conf")
                .endMetadata()
                .withData(Map.of("a.txt", "yes", "B", "no"))
                .build())
        .create();

    await().atMost(LIMIT).until(() -> isOne(theJob("configured").getStatus().getSucceeded()));
  }

  @Test
  void a_deployments_pod_is_ended_in_order_and_replaced() {
    deployment("server", "trap 'echo bye; exit 0' TERM; echo up; while :; do sleep 0.1; done");
    await().atMost(LIMIT).until(() -> isReady("server"));
    var first = podOf("server");
    var process = kubelet.processes("work", first.getMetadata().getName()).getFirst();
    await().atMost(LIMIT).until(() -> client.pods().resource(first).getLog().equals("up\n"));

    client.pods().resource(first).delete();

    await().atMost(LIMIT).until(() -> client.pods().resource(first).get() == null);
    assertThat(process.isAlive()).isFalse();
    assertThat(process.exitCode()).hasValue(0);
    assertThat(process.logTail(100)).endsWith("bye\n");
    await().atMost(LIMIT).until(() -> isReady("server") && !podOf("server").equals(first));
    var second = kubelet.processes("work", podOf("server").getMetadata().getName()).getFirst();
    client.apps().deployments().inNamespace("work").withName("server").delete();
    await().atMost(LIMIT).until(() -> !second.isAlive());
  }

  @Test
  void a_process_that_ignores_its_end_is_killed_after_its_grace() {
    var spec = shell("trap '' TERM; while :; do sleep 0.1; done");
    spec.setTerminationGracePeriodSeconds(1L);
    var pod = pod("stubborn", spec);
    await().atMost(LIMIT).until(() -> !kubelet.processes("work", "stubborn").isEmpty());
    var process = kubelet.processes("work", "stubborn").getFirst();

    client.resource(pod).delete();

    await().atMost(LIMIT).until(() -> client.resource(pod).get() == null);
    assertThat(process.exitCode()).hasValue(137);
  }

  @Test
  void a_failing_container_is_restarted_with_growing_pauses() {
    var spec = shell("exit 1");
    spec.setRestartPolicy("Always");
    pod("crashes", spec);

    await()
        .atMost(LIMIT)
        .until(
            () ->
                podOf("crashes").getStatus().getContainerStatuses().stream()
                    .anyMatch(container -> container.getRestartCount() >= 2));
    awaitWaiting("crashes", "CrashLoopBackOff");
    assertThat(status("crashes").getLastState().getTerminated().getExitCode()).isEqualTo(1);
    assertThat(client.pods().inNamespace("work").withName("crashes").get().getStatus().getPhase())
        .isEqualTo("Running");
    client.pods().inNamespace("work").withName("crashes").delete();
  }

  @Test
  void an_evicted_pod_has_failed_and_says_why() {
    pod("evicted", shell("sleep 100"));
    await().atMost(LIMIT).until(() -> !kubelet.processes("work", "evicted").isEmpty());

    kubelet.evict("work", "evicted", "The node was low on resource: memory.");

    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              var status = client.pods().inNamespace("work").withName("evicted").get().getStatus();
              assertThat(status.getPhase()).isEqualTo("Failed");
              assertThat(status.getReason()).isEqualTo("Evicted");
            });
  }

  @Test
  void a_token_is_renewed_when_most_of_its_life_is_over() {
    var spec =
        new PodSpecBuilder(
                shell("a=$(cat \"$T\"); while test \"$a\" = \"$(cat \"$T\")\"; do sleep 0.2; done"))
            .editFirstContainer()
            .addNewEnv()
            .withName("T")
            .withValue("/var/run/secrets/kubernetes.io/serviceaccount/token")
            .endEnv()
            .endContainer()
            .build();
    job("renews", spec);
    await().atMost(LIMIT).until(() -> isOne(theJob("renews").getStatus().getReady()));

    AHEAD.set(Duration.ofMinutes(47));
    try {
      assertThat(isOne(theJob("renews").getStatus().getSucceeded())).isFalse();
      AHEAD.set(Duration.ofMinutes(49));
      await().atMost(LIMIT).until(() -> isOne(theJob("renews").getStatus().getSucceeded()));
    } finally {
      AHEAD.set(Duration.ZERO);
    }
  }

  @Test
  void a_job_goes_on_while_the_api_server_is_away() {
    job("patient", shell("sleep 3; echo done > \"$FEDBACKUP_TERMINATION_LOG\""));
    await().atMost(LIMIT).until(() -> isOne(theJob("patient").getStatus().getReady()));
    var name = podOf("patient").getMetadata().getName();
    ManagedProcess process = kubelet.processes("work", name).getFirst();

    cluster.killServer();
    assertThat(process.waitFor(LIMIT)).hasValue(0);
    cluster.startServer();

    await().atMost(LIMIT).until(() -> isOne(theJob("patient").getStatus().getSucceeded()));
    assertThat(only(podOf("patient")).getState().getTerminated().getMessage()).isEqualTo("done\n");
  }

  // ------------------------------------------------------------------------------------------------

  private static PodSpec shell(String script) {
    return new PodSpecBuilder()
        .withRestartPolicy("Never")
        .addNewContainer()
        .withName("main")
        .withImage("test/shell:1")
        .withArgs(script)
        .endContainer()
        .build();
  }

  private static Pod pod(String name, PodSpec spec) {
    return client
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withNamespace("work")
                .withName(name)
                .addToLabels("app", name)
                .endMetadata()
                .withSpec(spec)
                .build())
        .create();
  }

  private static void job(String name, PodSpec spec) {
    client
        .resource(
            new JobBuilder()
                .withNewMetadata()
                .withNamespace("work")
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withBackoffLimit(0)
                .withNewTemplate()
                .withNewMetadata()
                .addToLabels("app", name)
                .endMetadata()
                .withSpec(spec)
                .endTemplate()
                .endSpec()
                .build())
        .create();
  }

  private static void deployment(String name, String script) {
    var spec = shell(script);
    spec.setRestartPolicy("Always");
    client
        .resource(
            new DeploymentBuilder()
                .withNewMetadata()
                .withNamespace("work")
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withNewSelector()
                .addToMatchLabels("app", name)
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .addToLabels("app", name)
                .endMetadata()
                .withSpec(spec)
                .endTemplate()
                .endSpec()
                .build())
        .create();
  }

  private static boolean isReady(String deployment) {
    return isOne(
        client
            .apps()
            .deployments()
            .inNamespace("work")
            .withName(deployment)
            .get()
            .getStatus()
            .getReadyReplicas());
  }

  private static Job theJob(String name) {
    return client.batch().v1().jobs().inNamespace("work").withName(name).get();
  }

  private static Pod podOf(String app) {
    return client.pods().inNamespace("work").withLabel("app", app).list().getItems().stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .findFirst()
        .orElseThrow();
  }

  private static ContainerStatus only(Pod pod) {
    assertThat(pod.getStatus().getContainerStatuses()).hasSize(1);
    return pod.getStatus().getContainerStatuses().getFirst();
  }

  private static ContainerStatus status(String app) {
    return only(podOf(app));
  }

  private static void awaitWaiting(String app, String reason) {
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptions()
        .untilAsserted(
            () -> assertThat(status(app).getState().getWaiting().getReason()).isEqualTo(reason));
  }

  private static boolean isOne(Integer number) {
    return Integer.valueOf(1).equals(number);
  }
}
