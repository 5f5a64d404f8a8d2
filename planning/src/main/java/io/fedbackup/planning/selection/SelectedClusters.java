package io.fedbackup.planning.selection;

import io.fedbackup.api.v1alpha1.ApplicationCluster;
import io.fedbackup.api.v1alpha1.ClusterSelection;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster selection means now.
 *
 * @param clusters those that are selected, by namespace and name
 * @param unknownNames names in the selection that no cluster has, in the order of the selection
 * @param foreignNamespaces namespaces in the selection other than the own one: selecting there is
 *     not supported yet, so nothing is selected from them
 */
public record SelectedClusters(
    List<ApplicationCluster> clusters, List<String> unknownNames, List<String> foreignNamespaces) {
  private static final Comparator<ApplicationCluster> BY_NAME =
      Comparator.comparing((ApplicationCluster cluster) -> cluster.getMetadata().getNamespace())
          .thenComparing(cluster -> cluster.getMetadata().getName());

  /** Copies the lists. */
  public SelectedClusters {
    clusters = List.copyOf(clusters);
    unknownNames = List.copyOf(unknownNames);
    foreignNamespaces = List.copyOf(foreignNamespaces);
  }

  /**
   * The union of names and selector among the clusters of {@code namespace}. An absent or empty
   * selection selects nothing.
   *
   * @param namespace the namespace of the object that has the selection
   * @param known all ApplicationClusters; those of other namespaces are left out
   */
  public static SelectedClusters of(
      @Nullable ClusterSelection selection,
      String namespace,
      Collection<ApplicationCluster> known) {
    if (selection == null) {
      return new SelectedClusters(List.of(), List.of(), List.of());
    }
    List<String> foreign =
        selection.namespaces().stream().filter(other -> !other.equals(namespace)).toList();
    if (!selection.namespaces().isEmpty() && !selection.namespaces().contains(namespace)) {
      return new SelectedClusters(List.of(), List.of(), foreign);
    }
    Set<String> names = new HashSet<>(selection.names());
    List<ApplicationCluster> own =
        known.stream()
            .filter(cluster -> namespace.equals(cluster.getMetadata().getNamespace()))
            .toList();
    Set<String> existing =
        own.stream().map(cluster -> cluster.getMetadata().getName()).collect(Collectors.toSet());
    return new SelectedClusters(
        own.stream().filter(cluster -> selects(selection, names, cluster)).sorted(BY_NAME).toList(),
        selection.names().stream().filter(name -> !existing.contains(name)).distinct().toList(),
        foreign);
  }

  /**
   * Whether a selection selects one cluster of the own namespace.
   *
   * @param name of the cluster
   * @param labels of the cluster, with that which every cluster has
   */
  public static boolean selects(
      @Nullable ClusterSelection selection,
      String namespace,
      String name,
      Map<String, String> labels) {
    return selection != null
        && (selection.namespaces().isEmpty() || selection.namespaces().contains(namespace))
        && (selection.names().contains(name)
            || LabelSelectors.matches(selection.selector(), labels));
  }

  private static boolean selects(
      ClusterSelection selection, Set<String> names, ApplicationCluster cluster) {
    return names.contains(cluster.getMetadata().getName())
        || LabelSelectors.matches(selection.selector(), cluster.getMetadata().getLabels());
  }
}
