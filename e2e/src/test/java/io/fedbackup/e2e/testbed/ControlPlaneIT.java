package io.fedbackup.e2e.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

class ControlPlaneIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path directory;

  private static Testbed testbed;
  private static ControlPlane east;
  private static ControlPlane west;
  private static Duration startTime;
  private static Duration processorTime;
  private static Duration lostToOthers;

  @BeforeAll
  static void start_two_control_planes() {
    testbed = Testbed.open(directory);
    TestbedAssets.locate().kubernetes(); // a first build on this machine is not start time
    var busyBefore = busyTime();
    long begin = System.nanoTime();
    var planes = testbed.startControlPlanes(List.of("east", "west"));
    startTime = Duration.ofNanos(System.nanoTime() - begin);
    processorTime = processorTime();
    lostToOthers =
        busyTime()
            .minus(busyBefore)
            .minus(processorTime)
            .dividedBy(Runtime.getRuntime().availableProcessors());
    east = planes.get(0);
    west = planes.get(1);
  }

  @AfterAll
  static void stop() {
    testbed.close();
  }

  @Test
  void two_control_planes_start_in_under_ten_seconds() {
    System.out.printf(
        "Two control planes started in %d ms, %d ms of it taken by other work, with %d ms of processor time%n",
        startTime.toMillis(), lostToOthers.toMillis(), processorTime.toMillis());

    // other tests want the processors, too; what they take is no fault of the servers
    assertThat(startTime.minus(lostToOthers)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void it_says_the_version_of_the_release() {
    var version = east.client().getKubernetesVersion();

    assertThat(version.getGitVersion()).startsWith("v1.36.");
    assertThat(version.getMajor() + "." + version.getMinor()).isEqualTo("1.36");
  }

  @Test
  void each_is_a_cluster_of_its_own() {
    assertThat(clusterUid(east)).isNotEqualTo(clusterUid(west));
    assertThat(east.issuer()).isNotEqualTo(west.issuer());
    assertThat(east.caPem()).isNotEqualTo(west.caPem());
  }

  @Test
  void a_requested_token_is_signed_by_the_published_key_of_its_cluster_only() throws Exception {
    // given
    var token = requestToken(east, "default", "default", "api://AzureADTokenExchange");

    // when
    var claims = JSON.readTree(decode(payload(token)));

    // then
    assertThat(claims.path("iss").asText()).isEqualTo(east.issuer().toString());
    assertThat(claims.path("sub").asText()).isEqualTo("system:serviceaccount:default:default");
    assertThat(claims.path("aud").get(0).asText()).isEqualTo("api://AzureADTokenExchange");
    assertThat(isSignedBy(token, publishedKeys(east))).isTrue();
    assertThat(isSignedBy(token, publishedKeys(west))).isFalse();
  }

  @Test
  void a_service_account_may_do_nothing_until_rbac_lets_it() {
    var token = requestToken(east, "default", "default", east.issuer().toString());

    try (var client = clientOf(east.kubeconfigWithToken(token))) {
      assertThatThrownBy(() -> client.secrets().inNamespace("default").list())
          .isInstanceOfSatisfying(
              KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(403));
    }
  }

  @Test
  void the_controllers_clean_up_a_namespace() {
    // given
    createNamespace(east, "gone-soon");
    createConfigMap(east, "gone-soon", "left-behind");

    // when
    east.client().namespaces().withName("gone-soon").delete();

    // then
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> east.client().namespaces().withName("gone-soon").get() == null);
  }

  @Test
  void a_stopped_server_refuses_connections_and_comes_back_with_its_data() {
    // given
    createNamespace(west, "lasting");
    var uid = clusterUid(west);

    // when
    west.stopServer();

    // then
    assertThatThrownBy(() -> get(west, "/version")).isInstanceOf(IOException.class);

    // when
    west.startServer();

    // then
    assertThat(clusterUid(west)).isEqualTo(uid);
    assertThat(west.client().namespaces().withName("lasting").get()).isNotNull();
  }

  @Test
  void a_killed_server_comes_back_with_its_data() {
    createNamespace(west, "surviving");

    west.killServer();
    west.startServer();

    assertThat(west.client().namespaces().withName("surviving").get()).isNotNull();
  }

  @Test
  void a_frozen_server_does_not_answer_until_it_is_thawed() throws Exception {
    west.freezeServer();
    assertThatThrownBy(() -> get(west, "/version"))
        .isInstanceOf(java.net.http.HttpTimeoutException.class);

    west.thawServer();

    assertThat(get(west, "/version")).contains("gitVersion");
  }

  @Test
  void one_at_rest_answers_nobody_and_works_with_all_its_data_when_it_wakes() {
    // given
    createNamespace(west, "asleep");

    // when
    west.rest();
    assertThatThrownBy(() -> get(west, "/version"))
        .isInstanceOf(java.net.http.HttpTimeoutException.class);
    west.wake();

    // then
    west.client().namespaces().withName("asleep").delete();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> west.client().namespaces().withName("asleep").get() == null);
  }

  @Test
  void requests_are_counted_by_resource_verb_and_dry_run() {
    // given
    createNamespace(east, "counted");
    var before = east.requestCounts(); // the namespace's own ConfigMap is there already

    // when
    createConfigMap(east, "counted", "one");
    createConfigMap(east, "counted", "two");
    var dryRun =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withNamespace("counted")
            .withName("three")
            .endMetadata()
            .build();
    east.client().resource(dryRun).dryRun().create();

    // then
    var made =
        east.requestCounts().since(before).counts().entrySet().stream()
            .filter(entry -> entry.getKey().resource().equals("configmaps"))
            .filter(entry -> entry.getKey().verb().equals("POST"))
            .toList();
    assertThat(made)
        .anySatisfy(
            entry -> {
              assertThat(entry.getKey().isWrite()).isTrue();
              assertThat(entry.getValue()).isEqualTo(2);
            })
        .anySatisfy(
            entry -> {
              assertThat(entry.getKey().dryRun()).isTrue();
              assertThat(entry.getValue()).isEqualTo(1);
            });
  }

  @Test
  void going_back_removes_what_was_made_and_puts_back_what_was_changed() {
    // given
    var plane = testbed.startControlPlane("used");
    createNamespace(plane, "leftover");
    createConfigMap(plane, "leftover", "held");
    plane
        .client()
        .configMaps()
        .inNamespace("leftover")
        .withName("held")
        .edit(
            it ->
                new ConfigMapBuilder(it)
                    .editMetadata()
                    .addToFinalizers("fedbackup.io/nobody-removes-this")
                    .endMetadata()
                    .build());
    plane.client().serviceAccounts().inNamespace("default").withName("default").delete();
    plane.stopServer();

    // when
    long begin = System.nanoTime();
    plane.startServer();
    long started = System.nanoTime();
    plane.restore(plane.initialState());
    System.out.printf(
        "Restart in %d ms, back to the beginning in %d ms%n",
        (started - begin) / 1_000_000, (System.nanoTime() - started) / 1_000_000);

    // then
    assertThat(plane.client().namespaces().withName("leftover").get()).isNull();
    assertThat(plane.client().configMaps().inNamespace("leftover").list().getItems()).isEmpty();
    assertThat(plane.client().serviceAccounts().inNamespace("default").withName("default").get())
        .isNotNull();

    // when: it can be used again
    createNamespace(plane, "leftover");
    createConfigMap(plane, "leftover", "held");

    // then
    assertThat(plane.client().configMaps().inNamespace("leftover").withName("held").get())
        .isNotNull();
    plane.close();
  }

  /** How long all processors together have worked for anybody (proc(5)); zero if nobody says. */
  private static Duration busyTime() {
    try {
      var fields = Files.readAllLines(Path.of("/proc/stat")).getFirst().split(" +", -1);
      // user, nice and system, then, after idle and waiting, interrupts and what hosts took
      return IntStream.of(1, 2, 3, 6, 7, 8)
          .mapToObj(i -> Duration.ofMillis(10 * Long.parseLong(fields[i])))
          .reduce(Duration.ZERO, Duration::plus);
    } catch (IOException e) {
      return Duration.ZERO;
    }
  }

  private static Duration processorTime() {
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::info)
        .filter(info -> info.commandLine().orElse("").contains(directory.toString()))
        .flatMap(info -> info.totalCpuDuration().stream())
        .reduce(Duration.ZERO, Duration::plus);
  }

  private static String clusterUid(ControlPlane plane) {
    return plane.client().namespaces().withName("kube-system").get().getMetadata().getUid();
  }

  private static void createNamespace(ControlPlane plane, String name) {
    var namespace = new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build();
    plane.client().resource(namespace).create();
    await()
        .until(
            () ->
                plane.client().configMaps().inNamespace(name).withName("kube-root-ca.crt").get()
                    != null);
  }

  private static void createConfigMap(ControlPlane plane, String namespace, String name) {
    var configMap =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(name)
            .endMetadata()
            .withData(Map.of("key", "value"))
            .build();
    plane.client().resource(configMap).create();
  }

  private static String requestToken(
      ControlPlane plane, String namespace, String serviceAccount, String audience) {
    var request =
        new TokenRequestBuilder()
            .withNewSpec()
            .withAudiences(audience)
            .withExpirationSeconds(600L)
            .endSpec()
            .build();
    return plane
        .client()
        .serviceAccounts()
        .inNamespace(namespace)
        .withName(serviceAccount)
        .tokenRequest(request)
        .getStatus()
        .getToken();
  }

  private static KubernetesClient clientOf(String kubeconfig) {
    return new KubernetesClientBuilder()
        .withConfig(
            new ConfigBuilder(Config.fromKubeconfig(kubeconfig))
                .withRequestRetryBackoffLimit(0)
                .build())
        .build();
  }

  /** The keys that the issuer's discovery document leads to, read without credentials. */
  private static JsonNode publishedKeys(ControlPlane plane) throws Exception {
    var discovery = JSON.readTree(get(plane, "/.well-known/openid-configuration"));
    assertThat(discovery.path("issuer").asText()).isEqualTo(plane.issuer().toString());
    return JSON.readTree(get(plane, URI.create(discovery.path("jwks_uri").asText()).getPath()));
  }

  private static String get(ControlPlane plane, String path)
      throws IOException, InterruptedException {
    try (var http =
        HttpClient.newBuilder().sslContext(Tls.trusting(plane.caCertificate())).build()) {
      var request =
          HttpRequest.newBuilder(plane.server().resolve(path))
              .timeout(Duration.ofSeconds(2))
              .build();
      return http.send(request, BodyHandlers.ofString()).body();
    }
  }

  private static boolean isSignedBy(String token, JsonNode keys) throws GeneralSecurityException {
    var signed = token.substring(0, token.lastIndexOf('.'));
    for (var key : keys.path("keys")) {
      var spec =
          new RSAPublicKeySpec(
              new BigInteger(1, decode(key.path("n").asText())),
              new BigInteger(1, decode(key.path("e").asText())));
      var signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(KeyFactory.getInstance("RSA").generatePublic(spec));
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      if (signature.verify(decode(token.substring(token.lastIndexOf('.') + 1)))) {
        return true;
      }
    }
    return false;
  }

  private static String payload(String token) {
    return token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
  }

  private static byte[] decode(String base64) {
    return Base64.getUrlDecoder().decode(base64);
  }
}
