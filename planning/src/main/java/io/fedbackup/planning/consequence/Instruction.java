package io.fedbackup.planning.consequence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fedbackup.api.v1alpha1.BackupSchedule;
import io.fedbackup.api.v1alpha1.ObjectReference;
import io.fedbackup.planning.naming.ObjectName;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A Stork resource that stands on a cluster for one of our objects.
 *
 * @param kind Stork's
 * @param owner our object, as {@code Kind namespace/name}
 */
record Instruction(ObjectName cluster, String kind, String owner) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * All that an intent means, each with the spec that it is made from: when that changes, the
   * resource is written anew.
   */
  static Map<Instruction, JsonNode> in(Intent intent) {
    Map<Instruction, JsonNode> found = new HashMap<>();
    for (var location : intent.locations()) {
      for (var cluster : intent.clustersOf(location)) {
        var spec = JSON.valueToTree(location.getSpec().azure());
        found.put(new Instruction(cluster, "BackupLocation", Intent.describe(location)), spec);
      }
    }
    for (var schedule : intent.schedules()) {
      for (var cluster : intent.clustersOf(schedule)) {
        ofSchedule(intent, schedule, cluster, found);
      }
    }
    return found;
  }

  private static void ofSchedule(
      Intent intent,
      BackupSchedule schedule,
      ObjectName cluster,
      Map<Instruction, JsonNode> found) {
    // which clusters are selected does not matter to the resource on one of them
    var spec = JSON.createObjectNode();
    spec.put("suspend", schedule.getSpec().suspend());
    spec.put("reclaimPolicy", schedule.getSpec().reclaimPolicy().toString());
    spec.set("location", JSON.valueToTree(schedule.getSpec().locationRef()));
    spec.set("template", JSON.valueToTree(schedule.getSpec().template()));
    found.put(of(cluster, "ApplicationBackupSchedule", schedule), spec);
    intent
        .policyOf(schedule)
        .ifPresent(
            policy ->
                found.put(
                    of(cluster, "SchedulePolicy", policy), JSON.valueToTree(policy.getSpec())));
    var template = schedule.getSpec().template();
    rule(cluster, schedule, template.preRuleRef(), found);
    rule(cluster, schedule, template.postRuleRef(), found);
  }

  private static void rule(
      ObjectName cluster,
      BackupSchedule schedule,
      @Nullable ObjectReference reference,
      Map<Instruction, JsonNode> found) {
    if (reference != null) {
      var namespace =
          Objects.requireNonNullElse(reference.namespace(), Intent.name(schedule).namespace());
      var owner = "Rule " + namespace + "/" + reference.name();
      found.put(new Instruction(cluster, "Rule", owner), JSON.createObjectNode());
    }
  }

  private static Instruction of(ObjectName cluster, String kind, HasMetadata owner) {
    return new Instruction(cluster, kind, Intent.describe(owner));
  }
}
