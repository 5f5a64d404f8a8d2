package io.fedbackup.reconciler.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fedbackup.api.v1alpha1.StorkSettings;
import io.fedbackup.reconciler.remote.ApplicationClusters.Result;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.libopenstorage.stork.v1alpha1.Rule;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class ClusterRegistryTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final FakeRemoteCluster one = new FakeRemoteCluster("team-a", "one");
  private final FakeRemoteCluster two = new FakeRemoteCluster("team-a", "two");
  private final ClusterRegistry registry =
      new ClusterRegistry("inst", RequestLimits.defaults(), Clock.systemUTC());

  @AfterEach
  void close() {
    registry.close();
    MDC.clear();
  }

  @Test
  void a_mistake_on_one_cluster_ends_no_work_on_another() {
    var results =
        registry.onEach(
            List.of(one, two),
            cluster -> {
              if (cluster == one) {
                throw new IllegalStateException("a mistake");
              }
              return "done";
            },
            LIMIT);

    assertThat(results.get(one)).isInstanceOf(Result.Broken.class);
    assertThat(results.get(two)).isEqualTo(new Result.Done<>("done"));
  }

  @Test
  void what_is_going_already_is_not_deleted_again() {
    var settings =
        new ClusterSettings(
            null,
            StorkSettings.defaults(),
            new AgentRuntime("agent", List.of(), List.of(), Map.of()),
            null);
    var cluster = registry.configure(one.key(), settings);
    registry.publish(one.key(), new Usability.Usable(), Optional.empty(), Optional.empty());
    var rule = new Rule();
    rule.setMetadata(new ObjectMetaBuilder().withName("flush").withUid("u").build());

    assertThatThrownBy(() -> cluster.delete(rule, DeletionPropagation.ORPHAN))
        .isInstanceOf(RemoteException.Unreachable.class);

    rule.getMetadata().setDeletionTimestamp("2026-11-22T10:00:00Z");
    assertThat(cluster.delete(rule, DeletionPropagation.ORPHAN)).isTrue();
  }

  @Test
  void trouble_of_the_backup_cluster_is_one_sentence_in_the_log_and_no_mistake() {
    var lines = new ListAppender<ILoggingEvent>();
    var log = (Logger) LoggerFactory.getLogger(ClusterRegistry.class);
    lines.start();
    log.addAppender(lines);

    var results =
        registry.onEach(
            List.of(one),
            _ -> {
              throw new KubernetesClientException("etcdserver: request timed out", 500, null);
            },
            LIMIT);

    log.detachAppender(lines);
    assertThat(results.get(one)).isInstanceOf(Result.Broken.class);
    assertThat(lines.list)
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.getLevel()).isEqualTo(Level.WARN);
              assertThat(line.getThrowableProxy()).isNull();
              assertThat(line.getFormattedMessage()).contains("team-a/one", "request timed out");
            });
  }

  @Test
  void log_lines_of_the_work_name_the_object_and_the_cluster() {
    MDC.put("resource.name", "nightly");

    var results =
        registry.onEach(
            List.of(one), _ -> MDC.get("resource.name") + " on " + MDC.get("cluster"), LIMIT);

    assertThat(results.get(one)).isEqualTo(new Result.Done<>("nightly on team-a/one"));
  }
}
