package io.fedbackup.gitsync.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fedbackup.api.v1alpha1.BackupLocationSpec;
import io.fedbackup.api.v1alpha1.BackupScheduleSpec;
import io.fedbackup.api.v1alpha1.ClusterSelection;
import io.fedbackup.gitsync.validate.Manifest;
import io.fedbackup.gitsync.validate.ObjectKey;
import io.fedbackup.planning.naming.Labels;
import io.fedbackup.planning.selection.SelectedClusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The objects of a repository that have to do with each other. Not thread-safe. */
final class Fleet {
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** A cluster as selectors see it. */
  private record Cluster(String name, Map<String, String> labels) {}

  /** A selection of one namespace: many schedules have the same. */
  private record Selection(String namespace, ClusterSelection selection) {}

  private final Map<Selection, List<String>> selected = new HashMap<>();
  private final Map<String, List<Cluster>> clusters = new HashMap<>();
  private final Map<ObjectKey, BackupLocationSpec> locations = new LinkedHashMap<>();
  private final Map<ObjectKey, BackupScheduleSpec> schedules = new LinkedHashMap<>();

  private Fleet() {}

  /** Leaves out what cannot be read as its kind: its structure has been refused. */
  static Fleet of(List<Manifest> manifests) {
    var fleet = new Fleet();
    for (Manifest manifest : manifests) {
      ObjectKey key = manifest.key();
      switch (key.kind()) {
        case "ApplicationCluster" ->
            fleet
                .clusters
                .computeIfAbsent(key.namespace(), n -> new ArrayList<>())
                .add(cluster(manifest));
        case "BackupLocation" ->
            spec(manifest, BackupLocationSpec.class).ifPresent(s -> fleet.locations.put(key, s));
        case "BackupSchedule" ->
            spec(manifest, BackupScheduleSpec.class)
                .filter(s -> complete(s))
                .ifPresent(s -> fleet.schedules.put(key, s));
        default -> {}
      }
    }
    return fleet;
  }

  Map<ObjectKey, BackupLocationSpec> locations() {
    return locations;
  }

  Map<ObjectKey, BackupScheduleSpec> schedules() {
    return schedules;
  }

  /** Names of the clusters of this namespace that a selection of the same namespace selects. */
  List<String> selected(@Nullable ClusterSelection selection, String namespace) {
    return selection == null
        ? List.of()
        : selected.computeIfAbsent(new Selection(namespace, selection), this::select);
  }

  private List<String> select(Selection of) {
    return clusters.getOrDefault(of.namespace(), List.of()).stream()
        .filter(c -> SelectedClusters.selects(of.selection(), of.namespace(), c.name(), c.labels()))
        .map(Cluster::name)
        .toList();
  }

  /**
   * Whether a selection can only mean clusters of these documents: it names none that is elsewhere.
   */
  boolean isKnown(@Nullable ClusterSelection selection, String namespace) {
    List<String> names =
        clusters.getOrDefault(namespace, List.of()).stream().map(Cluster::name).toList();
    return selection == null || names.containsAll(selection.names());
  }

  private static Cluster cluster(Manifest manifest) {
    Map<String, String> labels = new HashMap<>();
    manifest
        .body()
        .path("metadata")
        .path("labels")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    labels.put(Labels.CLUSTER_NAME, manifest.key().name());
    return new Cluster(manifest.key().name(), labels);
  }

  /** A required part may be missing in a document that is refused for that. */
  private static boolean complete(@Nullable BackupScheduleSpec spec) {
    return spec != null
        && spec.template() != null
        && spec.locationRef() != null
        && spec.schedulePolicyRef() != null;
  }

  private static <T> Optional<T> spec(Manifest manifest, Class<T> type) {
    try {
      return Optional.ofNullable(JSON.treeToValue(manifest.body().get("spec"), type));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
