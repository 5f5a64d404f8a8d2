package io.fedbackup.gitsync.outlook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fedbackup.api.v1alpha1.ApplicationCluster;
import io.fedbackup.api.v1alpha1.Backup;
import io.fedbackup.api.v1alpha1.BackupLocation;
import io.fedbackup.api.v1alpha1.BackupSchedule;
import io.fedbackup.api.v1alpha1.SchedulePolicy;
import io.fedbackup.gitsync.apply.Foreseen;
import io.fedbackup.gitsync.plan.LiveObject;
import io.fedbackup.gitsync.plan.SyncPlan;
import io.fedbackup.gitsync.validate.ObjectKey;
import io.fedbackup.planning.consequence.Consequence;
import io.fedbackup.planning.consequence.Consequences;
import io.fedbackup.planning.consequence.Intent;
import io.fedbackup.planning.naming.Labels;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is wanted of the fleet before and after an apply.
 *
 * @param before with statuses
 * @param after with what the dry run gave, and without what is removed
 */
public record FleetChange(Intent before, Intent after) {
  /** The kinds that say what is wanted of a fleet. */
  public static final Set<String> KINDS =
      Set.of("ApplicationCluster", "BackupLocation", "SchedulePolicy", "BackupSchedule");

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * From all that is there.
   *
   * @param live the objects of {@link #KINDS}, whoever owns them
   * @param removals what is removed, a person's confirmation presumed
   */
  public static FleetChange of(
      Map<ObjectKey, LiveObject> live,
      SyncPlan plan,
      List<Foreseen> foreseen,
      List<LiveObject> removals) {
    Map<ObjectKey, JsonNode> then = new TreeMap<>();
    Set<ObjectKey> leaving = Set.copyOf(plan.aside().leaving());
    live.forEach(
        (key, object) -> {
          if (!leaving.contains(key)) {
            then.put(key, object.json());
          }
        });
    Map<ObjectKey, JsonNode> later = new TreeMap<>(then);
    foreseen.forEach(it -> it.after().ifPresent(after -> later.put(it.change().key(), after)));
    removals.forEach(object -> later.remove(object.key()));
    return new FleetChange(intent(then), intent(later));
  }

  /** The namespaces whose Backups have to be known. */
  public Set<String> namespacesOfBackups() {
    return Consequences.namespacesOfBackups(before, after);
  }

  /**
   * What the change brings about, the riskiest first.
   *
   * @param backups of the namespaces that were asked for, as far as they are known
   */
  public List<Consequence> consequences(Collection<LiveObject> backups) {
    List<Backup> known = backups.stream().map(object -> read(object.json(), Backup.class)).toList();
    return Consequences.of(before, after, known);
  }

  private static Intent intent(Map<ObjectKey, JsonNode> objects) {
    return new Intent(
        all(objects, "ApplicationCluster", ApplicationCluster.class),
        all(objects, "BackupLocation", BackupLocation.class),
        all(objects, "SchedulePolicy", SchedulePolicy.class),
        all(objects, "BackupSchedule", BackupSchedule.class));
  }

  private static <T> List<T> all(Map<ObjectKey, JsonNode> objects, String kind, Class<T> type) {
    return objects.entrySet().stream()
        .filter(it -> it.getKey().kind().equals(kind))
        .map(it -> read(named(it.getKey(), it.getValue()), type))
        .toList();
  }

  /** A new cluster gets this label from the control plane, and is selected by it. */
  private static JsonNode named(ObjectKey key, JsonNode object) {
    if (!key.kind().equals("ApplicationCluster")) {
      return object;
    }
    ObjectNode copy = object.deepCopy();
    copy.withObjectProperty("metadata")
        .withObjectProperty("labels")
        .put(Labels.CLUSTER_NAME, key.name());
    return copy;
  }

  private static <T> T read(JsonNode object, Class<T> type) {
    try {
      return JSON.treeToValue(object, type);
    } catch (JsonProcessingException e) {
      // the API server checks what it stores against the definition that this type makes
      throw new IllegalStateException(
          "cannot read a %s: its definition on the cluster is another version's"
              .formatted(type.getSimpleName()),
          e);
    }
  }
}
