package io.fedbackup.planning.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fedbackup.api.v1alpha1.ApplicationCluster;
import io.fedbackup.api.v1alpha1.ClusterSelection;
import io.fedbackup.api.v1alpha1.LabelSelector;
import io.fedbackup.api.v1alpha1.LabelSelectorRequirement;
import io.fedbackup.api.v1alpha1.SelectorOperator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectedClustersTest {
  private final List<ApplicationCluster> known =
      List.of(
          cluster("team-a", "c", Map.of("env", "prod", "fedbackup.io/cluster-name", "c")),
          cluster("team-a", "a", Map.of("env", "test", "fedbackup.io/cluster-name", "a")),
          cluster("team-a", "b", Map.of("fedbackup.io/cluster-name", "b")),
          cluster("team-b", "x", Map.of("env", "prod", "fedbackup.io/cluster-name", "x")));

  @Test
  void anAbsentOrEmptySelectionSelectsNothing() {
    assertThat(SelectedClusters.of(null, "team-a", known).clusters()).isEmpty();
    assertThat(select(new ClusterSelection(List.of(), null, List.of()))).isEmpty();
    assertThat(
            select(
                new ClusterSelection(List.of(), new LabelSelector(Map.of(), List.of()), List.of())))
        .isEmpty();
  }

  @Test
  void namesAndSelectorAreUnited() {
    LabelSelector prod = new LabelSelector(Map.of("env", "prod"), List.of());

    assertThat(select(new ClusterSelection(List.of("b"), prod, List.of())))
        .containsExactly("b", "c");
  }

  @Test
  void aClusterThatBothNameIsSelectedOnce() {
    LabelSelector prod = new LabelSelector(Map.of("env", "prod"), List.of());

    assertThat(select(new ClusterSelection(List.of("c"), prod, List.of()))).containsExactly("c");
  }

  @Test
  void aNameThatNoClusterHasIsReported() {
    SelectedClusters selected =
        SelectedClusters.of(
            new ClusterSelection(List.of("b", "nope", "x"), null, List.of()), "team-a", known);

    assertThat(selected.clusters()).hasSize(1);
    assertThat(selected.unknownNames()).containsExactly("nope", "x");
  }

  @Test
  void otherNamespacesSelectNothingAndAreReported() {
    ClusterSelection selection = new ClusterSelection(List.of("x"), null, List.of("team-b"));

    SelectedClusters selected = SelectedClusters.of(selection, "team-a", known);

    assertThat(selected.clusters()).isEmpty();
    assertThat(selected.foreignNamespaces()).containsExactly("team-b");
  }

  @Test
  void allClustersAreSelectedByTheLabelThatEachHas() {
    assertThat(select(expression("fedbackup.io/cluster-name", SelectorOperator.EXISTS)))
        .containsExactly("a", "b", "c");
  }

  @ParameterizedTest
  @CsvSource({"IN, a", "NOT_IN, b c", "EXISTS, a c", "DOES_NOT_EXIST, b"})
  void expressionsMeanWhatKubernetesMeans(SelectorOperator operator, String expected) {
    String[] values =
        operator == SelectorOperator.IN || operator == SelectorOperator.NOT_IN
            ? new String[] {"test"}
            : new String[0];

    assertThat(select(expression("env", operator, values))).containsExactly(expected.split(" "));
  }

  private static ClusterSelection expression(
      String key, SelectorOperator operator, String... values) {
    LabelSelectorRequirement requirement =
        new LabelSelectorRequirement(key, operator, List.of(values));
    return new ClusterSelection(
        List.of(), new LabelSelector(Map.of(), List.of(requirement)), List.of());
  }

  private List<String> select(ClusterSelection selection) {
    return SelectedClusters.of(selection, "team-a", known).clusters().stream()
        .map(cluster -> cluster.getMetadata().getName())
        .toList();
  }

  private static ApplicationCluster cluster(
      String namespace, String name, Map<String, String> labels) {
    ApplicationCluster cluster = new ApplicationCluster();
    cluster.setMetadata(
        new ObjectMetaBuilder().withNamespace(namespace).withName(name).withLabels(labels).build());
    return cluster;
  }
}
