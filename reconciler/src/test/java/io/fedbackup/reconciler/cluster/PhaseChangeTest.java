package io.fedbackup.reconciler.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fedbackup.api.v1alpha1.ApplicationCluster;
import io.fedbackup.api.v1alpha1.ApplicationClusterStatusBuilder;
import io.fedbackup.api.v1alpha1.ClusterPhase;
import io.fedbackup.planning.event.EventRecord;
import io.fedbackup.planning.reason.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PhaseChangeTest {
  private static final Verdict ACTIVE = Verdict.active(false);
  private static final Verdict GONE =
      Verdict.failed(
          ClusterPhase.NOT_AVAILABLE, Reason.CLUSTER_UNREACHABLE, "", Duration.ofSeconds(1));

  @Test
  void the_same_change_is_one_event_whatever_else_was_written_to_the_object() {
    ApplicationCluster cluster = cluster(ClusterPhase.ACTIVE, "2026-11-22T10:00:00Z");
    String name = event(cluster, GONE).name();
    cluster.getMetadata().setResourceVersion("2");

    assertThat(event(cluster, GONE).name()).isEqualTo(name);
  }

  @Test
  void a_cluster_that_is_lost_again_is_another_event() {
    ApplicationCluster first = cluster(ClusterPhase.ACTIVE, "2026-11-22T10:00:00Z");
    ApplicationCluster later = cluster(ClusterPhase.ACTIVE, "2026-11-22T11:00:00Z");

    assertThat(event(first, GONE).name()).isNotEqualTo(event(later, GONE).name());
  }

  @Test
  void a_phase_that_stays_and_one_that_passes_by_are_none() {
    ApplicationCluster cluster = cluster(ClusterPhase.ACTIVE, "2026-11-22T10:00:00Z");

    assertThat(PhaseChange.of(cluster, ACTIVE)).isEmpty();
    assertThat(PhaseChange.of(cluster, Verdict.pending("is being read"))).isEmpty();
  }

  private static EventRecord event(ApplicationCluster cluster, Verdict verdict) {
    return PhaseChange.of(cluster, verdict).orElseThrow();
  }

  private static ApplicationCluster cluster(ClusterPhase phase, String lastContact) {
    ApplicationCluster cluster = new ApplicationCluster();
    cluster.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("team-a")
            .withName("shop")
            .withUid("u-1")
            .withResourceVersion("1")
            .build());
    cluster.setStatus(
        ApplicationClusterStatusBuilder.builder().phase(phase).lastContact(lastContact).build());
    return cluster;
  }
}
