package io.fedbackup.reconciler.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fedbackup.api.v1alpha1.ApplicationCluster;
import io.fedbackup.api.v1alpha1.ApplicationClusterSpecBuilder;
import io.fedbackup.api.v1alpha1.ApplicationClusterStatusBuilder;
import io.fedbackup.api.v1alpha1.ClusterAccess;
import io.fedbackup.api.v1alpha1.KubeconfigReference;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClusterAssessmentTest {
  private static final String CLUSTER = "uid-of-kube-system";

  @Test
  void the_older_of_two_objects_stands_for_the_cluster() {
    var older = object("b", "2026-11-22T10:00:00Z");
    var younger = object("a", "2026-11-22T10:00:01Z");

    assertThat(duplicates(younger, older)).isTrue();
    assertThat(duplicates(older, younger)).isFalse();
  }

  @Test
  void of_two_made_in_the_same_second_the_one_that_stands_already_stays() {
    var standing = object("b", "2026-11-22T10:00:00Z");
    standing.setStatus(ApplicationClusterStatusBuilder.builder().clusterUID(CLUSTER).build());
    var fresh = object("a", "2026-11-22T10:00:00Z");

    assertThat(duplicates(fresh, standing)).isTrue();
    assertThat(duplicates(standing, fresh)).isFalse();

    fresh.setStatus(
        ApplicationClusterStatusBuilder.builder()
            .clusterUID(CLUSTER)
            .reason("DuplicateCluster")
            .build());
    assertThat(duplicates(fresh, standing)).isTrue();
    assertThat(duplicates(standing, fresh)).isFalse();
  }

  @Test
  void an_object_of_which_it_is_not_known_what_stands_behind_it_is_no_rival() {
    assertThat(
            ClusterAssessment.duplicate(
                object("b", "2026-11-22T10:00:01Z"),
                CLUSTER,
                Stream.of(object("a", "2026-11-22T10:00:00Z")),
                _ -> Optional.empty()))
        .isEmpty();
  }

  private static boolean duplicates(ApplicationCluster one, ApplicationCluster other) {
    return ClusterAssessment.duplicate(
            one, CLUSTER, Stream.of(one, other), _ -> Optional.of(CLUSTER))
        .isPresent();
  }

  private static ApplicationCluster object(String uid, String created) {
    ApplicationCluster cluster = new ApplicationCluster();
    cluster.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("team-a")
            .withName("named-" + uid)
            .withUid(uid)
            .withCreationTimestamp(created)
            .build());
    cluster.setSpec(
        ApplicationClusterSpecBuilder.builder()
            .access(new ClusterAccess(new KubeconfigReference("k", "kubeconfig"), null))
            .build());
    return cluster;
  }
}
