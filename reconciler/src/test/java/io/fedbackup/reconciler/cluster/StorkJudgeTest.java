package io.fedbackup.reconciler.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fedbackup.api.v1alpha1.ApplicationClusterSpec;
import io.fedbackup.api.v1alpha1.ApplicationClusterSpecBuilder;
import io.fedbackup.api.v1alpha1.ClusterAccess;
import io.fedbackup.api.v1alpha1.KubeconfigReference;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.reconciler.remote.Contact;
import io.fedbackup.reconciler.remote.FakeClusters;
import io.fedbackup.reconciler.remote.FakeRemoteCluster;
import io.fedbackup.reconciler.remote.RemoteKinds;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StorkJudgeTest {
  private static final String BACKUPS = "applicationbackups.stork.libopenstorage.org";
  private static final String LABEL = "shoot.gardener.cloud/no-cleanup";
  private static final ApplicationClusterSpec SPEC =
      ApplicationClusterSpecBuilder.builder()
          .access(new ClusterAccess(new KubeconfigReference("shop", "kubeconfig"), null))
          .build();

  private final FakeRemoteCluster cluster = new FakeRemoteCluster("team-a", "shop");
  private final FakeClusters clusters = new FakeClusters(cluster);

  @BeforeEach
  void anUnlabelledDefinition() {
    cluster.put(definition(BACKUPS, Map.of()));
  }

  @Test
  void definitions_of_a_shoot_whose_stork_cannot_be_used_are_protected_all_the_same() {
    Verdict verdict = judge(Contact.ShootInfo.PRESENT);

    assertThat(verdict.outcome().reason()).isEqualTo(Reason.STORK_MISSING);
    assertThat(clusters.labelled()).containsExactly(BACKUPS);
  }

  @Test
  void a_cluster_that_may_not_say_whether_it_is_a_shoot_is_treated_as_one() {
    judge(Contact.ShootInfo.UNREADABLE);

    assertThat(clusters.labelled()).containsExactly(BACKUPS);
  }

  @Test
  void what_is_no_shoot_is_left_alone() {
    judge(Contact.ShootInfo.ABSENT);

    assertThat(clusters.labelled()).isEmpty();
  }

  @Test
  void what_is_protected_already_is_not_written_again() {
    cluster.put(definition(BACKUPS, Map.of(LABEL, "true")));

    judge(Contact.ShootInfo.PRESENT);

    assertThat(clusters.labelled()).isEmpty();
  }

  @Test
  void backups_that_cannot_be_protected_come_before_whatever_is_the_matter_with_stork() {
    clusters.refusingLabels();

    Verdict verdict = judge(Contact.ShootInfo.PRESENT);

    assertThat(verdict.outcome().reason()).isEqualTo(Reason.BACKUPS_UNPROTECTED);
    assertThat(verdict.outcome().message()).contains(Reason.BACKUPS_UNPROTECTED.remedy());
  }

  @Test
  void protection_does_not_wait_for_what_else_is_read_of_stork() {
    cluster.unread(RemoteKinds.STORK_DEPLOYMENT);

    Verdict verdict = judge(Contact.ShootInfo.PRESENT);

    assertThat(verdict.outcome().reason()).isEqualTo(Reason.PROGRESSING);
    assertThat(clusters.labelled()).containsExactly(BACKUPS);
  }

  private Verdict judge(Contact.ShootInfo shoot) {
    return new StorkJudge(new CrdProtection(clusters, clusters))
        .judge(
            cluster,
            new Contact.Reached(Instant.EPOCH, "v1.36.3", "uid", shoot, ""),
            SPEC,
            StorkFacts.read(cluster));
  }

  private static io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition
      definition(String name, Map<String, String> labels) {
    return new CustomResourceDefinitionBuilder()
        .withNewMetadata()
        .withName(name)
        .withLabels(labels)
        .endMetadata()
        .build();
  }
}
