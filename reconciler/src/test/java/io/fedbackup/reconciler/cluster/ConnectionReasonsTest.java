package io.fedbackup.reconciler.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fedbackup.api.v1alpha1.ApplicationCluster;
import io.fedbackup.api.v1alpha1.ApplicationClusterSpecBuilder;
import io.fedbackup.api.v1alpha1.ClusterAccess;
import io.fedbackup.api.v1alpha1.ClusterLocation;
import io.fedbackup.api.v1alpha1.ClusterPhase;
import io.fedbackup.api.v1alpha1.ConditionStatus;
import io.fedbackup.api.v1alpha1.KubeconfigReference;
import io.fedbackup.api.v1alpha1.LocationState;
import io.fedbackup.planning.outcome.Conditions;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.reconciler.remote.ClusterName;
import io.fedbackup.reconciler.remote.Contact;
import io.fedbackup.reconciler.remote.Kubeconfig;
import io.fedbackup.reconciler.remote.RemoteException;
import io.fedbackup.reconciler.remote.RemoteTrouble;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Why a cluster is not connected, from its kubeconfig to its answer. */
class ConnectionReasonsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final ClusterName SHOP = new ClusterName("team-a", "shop");
  private static final String KUBECONFIG =
      """
      apiVersion: v1
      kind: Config
      current-context: main
      contexts: [{name: main, context: {cluster: c, user: u}}]
      clusters: [{name: c, cluster: {%s}}]
      users: [{name: u, user: {%s}}]
      """;
  private static final String SERVER = "server: 'https://api.example.org'";

  @ParameterizedTest
  @MethodSource
  void a_kubeconfig_that_cannot_be_used_is_told_with_secret_key_and_field(
      String data, Reason reason, String field) {
    var access = Access.of(cluster(), Optional.of(secret(data)));

    assertThat(access)
        .isInstanceOfSatisfying(
            Access.Denied.class,
            denied -> {
              assertThat(denied.reason()).isEqualTo(reason);
              assertThat(denied.message())
                  .contains("Secret team-a/shop-kubeconfig, key kubeconfig", field)
                  .endsWith(reason.remedy());
            });
  }

  static Stream<Arguments> a_kubeconfig_that_cannot_be_used_is_told_with_secret_key_and_field() {
    return Stream.of(
        Arguments.of("§", Reason.KUBECONFIG_INVALID, "base64"),
        Arguments.of(encoded(KUBECONFIG.formatted("", "")), Reason.KUBECONFIG_INVALID, "server"),
        Arguments.of(
            encoded(KUBECONFIG.formatted(SERVER, "exec: {command: aws}")),
            Reason.KUBECONFIG_REFUSED,
            "exec"));
  }

  @Test
  void a_secret_that_is_not_there_is_told_by_its_name() {
    assertThat(Access.of(cluster(), Optional.empty()))
        .isInstanceOfSatisfying(
            Access.Denied.class,
            denied -> {
              assertThat(denied.reason()).isEqualTo(Reason.SECRET_NOT_FOUND);
              assertThat(denied.message())
                  .contains("Secret team-a/shop-kubeconfig")
                  .endsWith(Reason.SECRET_NOT_FOUND.remedy());
            });
  }

  @ParameterizedTest
  @MethodSource
  void a_failed_contact_is_told_with_cluster_and_remedy(
      RemoteException cause, Instant end, ClusterPhase phase, Reason reason) {
    var failed = new Contact.Failed(NOW, 1, NOW.plusSeconds(5), cause);

    var verdict = ContactAssessment.of(failed, kubeconfig(end), NOW);

    assertThat(verdict.phase()).isEqualTo(phase);
    assertThat(verdict.outcome().reason()).isEqualTo(reason);
    assertThat(verdict.outcome().message())
        .contains("cluster team-a/shop")
        .endsWith(reason.remedy());
    assertThat(verdict.again()).isEqualTo(Duration.ofSeconds(5));
  }

  static Stream<Arguments> a_failed_contact_is_told_with_cluster_and_remedy() {
    var past = NOW.minusSeconds(1);
    var future = NOW.plusSeconds(60);
    return Stream.of(
        Arguments.of(
            RemoteTrouble.answered(SHOP, 401),
            past,
            ClusterPhase.NOT_AVAILABLE,
            Reason.CREDENTIALS_EXPIRED),
        Arguments.of(
            RemoteTrouble.answered(SHOP, 0),
            past,
            ClusterPhase.NOT_AVAILABLE,
            Reason.CREDENTIALS_EXPIRED),
        Arguments.of(
            RemoteTrouble.answered(SHOP, 401),
            future,
            ClusterPhase.DISCONNECTED,
            Reason.CREDENTIALS_REFUSED),
        Arguments.of(
            RemoteTrouble.answered(SHOP, 0),
            future,
            ClusterPhase.NOT_AVAILABLE,
            Reason.CLUSTER_UNREACHABLE),
        Arguments.of(
            RemoteTrouble.refused(SHOP, "the CA of cluster team-a/shop cannot be read"),
            future,
            ClusterPhase.DISCONNECTED,
            Reason.KUBECONFIG_INVALID));
  }

  @Test
  void a_cluster_that_answers_is_connected_and_ready() {
    var reached = new Contact.Reached(NOW, "v1.36.3", "uid", Contact.ShootInfo.ABSENT, "");
    var seen =
        new Observation(
            Verdict.active(false),
            reached,
            false,
            Optional.empty(),
            new ClusterLocations(List.of()),
            Optional.of(NOW),
            Optional.empty());

    var conditions = new ClusterStatus(NOW).of(cluster(), seen).conditions();

    assertThat(Conditions.reason(conditions, "Reachable")).contains(Reason.CONNECTED);
    assertThat(Conditions.reason(conditions, "StorkReady")).contains(Reason.STORK_READY);
  }

  @ParameterizedTest
  @MethodSource
  void an_identity_is_believed_when_a_location_proved_it(
      String clientId, LocationState state, Reason reason) {
    var location =
        new ClusterLocation(
            "team-a", "main", state, reason.wireName(), "at cluster shop", null, null);

    var fact = IdentityFact.of(clientId, new ClusterLocations(List.of(location)));

    assertThat(fact.reason()).isEqualTo(reason);
    assertThat(fact.status() == ConditionStatus.TRUE).isEqualTo(state == LocationState.VALID);
  }

  static Stream<Arguments> an_identity_is_believed_when_a_location_proved_it() {
    return Stream.of(
        Arguments.of("id", LocationState.VALID, Reason.IDENTITY_FEDERATED),
        Arguments.of("id", LocationState.FAILED, Reason.TOKEN_NOT_PROJECTED),
        Arguments.of("", LocationState.PENDING, Reason.IDENTITY_NOT_FEDERATED),
        Arguments.of("id", LocationState.PENDING, Reason.UNUSED));
  }

  private static ApplicationCluster cluster() {
    var cluster = new ApplicationCluster();
    cluster.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(SHOP.namespace())
            .withName(SHOP.name())
            .withGeneration(1L)
            .build());
    cluster.setSpec(
        ApplicationClusterSpecBuilder.builder()
            .access(
                new ClusterAccess(new KubeconfigReference("shop-kubeconfig", "kubeconfig"), null))
            .build());
    return cluster;
  }

  private static Secret secret(String data) {
    return new SecretBuilder().addToData("kubeconfig", data).build();
  }

  private static Kubeconfig kubeconfig(Instant end) {
    var claims = encoded("{\"exp\": %d}".formatted(end.getEpochSecond()));
    return new Kubeconfig(
        URI.create("https://api.example.org"),
        null,
        null,
        new Kubeconfig.Token("x." + claims.replace("=", "") + ".x"));
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
