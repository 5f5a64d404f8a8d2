package io.fedbackup.gitsync.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.health.InformerHealthIndicator;
import io.javaoperatorsdk.operator.health.InformerWrappingEventSourceHealthIndicator;
import io.javaoperatorsdk.operator.health.Status;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WatchHealthTest {

  @Test
  void a_watch_that_has_ended_is_told_with_its_name() {
    var health = health(new Informer(false, true, false));

    assertThat(health.ended()).hasValueSatisfying(it -> assertThat(it).contains("gitsyncs"));
  }

  @Test
  void a_watch_that_is_away_for_a_while_has_not_ended() {
    var health = health(new Informer(true, true, false));

    assertThat(health.ended()).isEmpty();
    assertThat(health.interrupted()).isPresent();
  }

  @Test
  void without_unwell_watches_there_is_nothing_to_tell() {
    var health = new WatchHealth(Map.of());

    assertThat(health.ended()).isEmpty();
    assertThat(health.interrupted()).isEmpty();
  }

  private static WatchHealth health(Informer informer) {
    return new WatchHealth(Map.of("git-sync", Map.of("gitsyncs", new Source(informer))));
  }

  private record Source(InformerHealthIndicator informer)
      implements InformerWrappingEventSourceHealthIndicator<HasMetadata> {
    @Override
    public Map<String, InformerHealthIndicator> informerHealthIndicators() {
      return Map.of("", informer);
    }
  }

  private record Informer(boolean isRunning, boolean hasSynced, boolean isWatching)
      implements InformerHealthIndicator {
    @Override
    public Status getStatus() {
      return isRunning && hasSynced && isWatching ? Status.HEALTHY : Status.UNHEALTHY;
    }

    @Override
    public String getTargetNamespace() {
      return "";
    }
  }
}
