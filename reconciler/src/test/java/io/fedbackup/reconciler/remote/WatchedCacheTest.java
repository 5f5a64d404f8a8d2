package io.fedbackup.reconciler.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fedbackup.reconciler.remote.RemoteKind.Place;
import io.github.resilience4j.core.IntervalFunction;
import java.net.ConnectException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.libopenstorage.stork.v1alpha1.ApplicationBackup;

class WatchedCacheTest {
  private static final KubernetesSerialization JSON = new KubernetesSerialization();
  private static final ClusterName NAME = new ClusterName("team-a", "shop");
  private static final Duration BACK_OFF = Duration.ofSeconds(10);

  private final List<RemoteEvent> events = new ArrayList<>();
  private final Clock clock = Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);
  private int doubts;
  private int version;
  private final WatchedCache<ApplicationBackup> cache =
      new WatchedCache<>(
          RemoteKind.all(ApplicationBackup.class, Place.ADMIN_NAMESPACE),
          new WatchedCache.Owner(
              NAME, clock, events::add, () -> doubts++, IntervalFunction.of(BACK_OFF)));

  @Test
  void an_object_that_cannot_be_read_hides_no_other() {
    attached().lists(List.of(backup("good", List.of("shop")), backup("bad", "shop")));

    assertThat(cache.synced()).isTrue();
    assertThat(cache.list())
        .singleElement()
        .satisfies(read -> assertThat(read.getMetadata().getName()).isEqualTo("good"));
    assertThat(cache.unreadable()).containsExactly("bad");
  }

  @Test
  void an_object_that_becomes_unreadable_stays_as_it_was_and_is_told() {
    var informer = attached();
    informer.lists(List.of(backup("one", List.of("shop"))));
    events.clear();

    informer.sees(backup("one", "shop"));

    assertThat(cache.get("one")).isPresent();
    assertThat(cache.unreadable()).containsExactly("one");
    assertThat(events).singleElement().isInstanceOf(RemoteEvent.ObjectChanged.class);

    informer.sees(backup("one", List.of("shop", "more")));

    assertThat(cache.unreadable()).isEmpty();
    assertThat(cache.get("one").orElseThrow().getSpec().getNamespaces())
        .containsExactly("shop", "more");
  }

  @Test
  void a_first_list_that_does_not_come_is_asked_for_again_with_more_patience() {
    attached();
    assertThat(cache.due(clock.instant().plusSeconds(29))).isFalse();
    assertThat(cache.due(clock.instant().plusSeconds(31))).isTrue();

    attached().lists(List.of());

    assertThat(cache.synced()).isTrue();
    assertThat(cache.due(clock.instant().plus(Duration.ofDays(1)))).isFalse();
  }

  @Test
  void a_right_that_is_missing_is_told_and_asked_for_again_after_a_back_off() {
    assertThat(attached().fails(answer(403))).isFalse();
    assertThat(cache.failure()).containsInstanceOf(RemoteException.Forbidden.class);
    assertThat(events).containsExactly(new RemoteEvent.ClusterChanged(NAME));
    assertThat(doubts).isZero();
    attached().fails(answer(403));

    assertThat(cache.due(clock.instant())).isFalse();
    assertThat(cache.due(clock.instant().plus(BACK_OFF))).isTrue();
    assertThat(cache.failure()).isPresent();

    attached().lists(List.of());
    assertThat(cache.failure()).isEmpty();
    assertThat(cache.synced()).isTrue();
  }

  @Test
  void a_kind_that_the_cluster_may_know_now_is_asked_for_at_once() {
    attached().fails(answer(404));
    attached().fails(answer(404));
    assertThat(cache.due(clock.instant())).isFalse();

    cache.retryIfUnknown();

    assertThat(cache.due(clock.instant())).isTrue();
  }

  @Test
  void a_connection_that_is_lost_once_makes_the_cluster_doubtful_and_comes_back_at_once() {
    var informer = attached();
    informer.lists(List.of(backup("one", List.of("shop"))));

    assertThat(informer.fails(new ConnectException())).isFalse();

    assertThat(doubts).isEqualTo(1);
    assertThat(cache.due(clock.instant())).isTrue();
    assertThat(cache.synced()).isFalse();
    assertThat(cache.get("one")).as("seen last").isPresent();
  }

  @Test
  void a_list_that_never_succeeds_on_a_cluster_that_answers_is_not_repeated_without_a_pause() {
    attached().fails(new ConnectException());
    attached().fails(new ConnectException());

    assertThat(cache.due(clock.instant())).isFalse();
    assertThat(cache.failure()).containsInstanceOf(RemoteException.Unreachable.class);
  }

  @Test
  void an_answer_that_cannot_be_read_is_no_lost_connection_and_says_where() {
    attached()
        .fails(
            new KubernetesClientException(
                "An error has occurred.", unreadable(backup("bad", "s3cret"))));

    assertThat(doubts).isZero();
    assertThat(cache.failure())
        .hasValueSatisfying(
            failure -> {
              assertThat(failure).isInstanceOf(RemoteException.Invalid.class);
              assertThat(failure.getMessage()).contains("spec.namespaces").doesNotContain("s3cret");
            });
  }

  private static Throwable unreadable(GenericKubernetesResource bad) {
    try {
      return new AssertionError(JSON.convertValue(bad, ApplicationBackup.class));
    } catch (IllegalArgumentException e) {
      return e;
    }
  }

  private FakeInformer<GenericKubernetesResource> attached() {
    var informer = new FakeInformer<GenericKubernetesResource>();
    cache.attach(
        new Feed<>(informer, object -> JSON.convertValue(object, ApplicationBackup.class)));
    return informer;
  }

  private static KubernetesClientException answer(int code) {
    return new KubernetesClientException(
        "refused", code, new StatusBuilder().withCode(code).build());
  }

  private GenericKubernetesResource backup(String name, Object namespaces) {
    var object = new GenericKubernetesResource();
    object.setApiVersion("stork.libopenstorage.org/v1alpha1");
    object.setKind("ApplicationBackup");
    object.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("kube-system")
            .withName(name)
            .withUid("uid-of-" + name)
            .withResourceVersion(Integer.toString(++version))
            .build());
    object.setAdditionalProperty("spec", Map.of("namespaces", namespaces));
    return object;
  }
}
