package io.fedbackup.planning.stork;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fedbackup.api.v1alpha1.Backup;
import io.fedbackup.api.v1alpha1.BackupSchedule;
import io.fedbackup.api.v1alpha1.ReclaimPolicy;
import io.fedbackup.planning.naming.Annotations;
import io.fedbackup.planning.naming.Hash;
import io.fedbackup.planning.naming.ObjectName;
import io.fedbackup.planning.naming.Ownership;
import java.util.Collection;
import java.util.TreeMap;
import org.libopenstorage.stork.v1alpha1.ApplicationBackup;
import org.libopenstorage.stork.v1alpha1.ApplicationBackupSchedule;
import org.libopenstorage.stork.v1alpha1.Rule;
import org.libopenstorage.stork.v1alpha1.SchedulePolicy;

/**
 * The Stork resources that stand for our objects on one cluster, ready to be applied or created.
 * Each call gives a new object, without status unless said so.
 *
 * <p>Immutable and thread-safe.
 */
public final class StorkDocuments {
  private static final String API_VERSION = "stork.libopenstorage.org/v1alpha1";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int INTENT_DIGITS = 16;

  private final Target target;

  /** Documents for one cluster. */
  public StorkDocuments(Target target) {
    this.target = target;
  }

  /**
   * What a BackupSchedule is on the cluster.
   *
   * @param choice the namespaces that are there
   * @param references Stork's names of what it refers to
   * @param suspended whether it starts no runs
   */
  public ApplicationBackupSchedule schedule(
      BackupSchedule ours, NamespaceChoice choice, References references, boolean suspended) {
    var spec = ours.getSpec();
    var document =
        document("ApplicationBackupSchedule", names(ours), owner("BackupSchedule", ours), true);
    var body = document.putObject("spec");
    body.put("schedulePolicyName", policyName(ours));
    // always: Delete here would make every backup a dependent of the schedule
    body.put("reclaimPolicy", ReclaimPolicy.RETAIN.wire());
    body.put("suspend", suspended);
    body.putObject("template")
        .set("spec", BackupBody.of(spec.template(), choice, references, spec.reclaimPolicy()));
    var schedule = JSON.convertValue(standing(document), ApplicationBackupSchedule.class);
    schedule.setStatus(null);
    return schedule;
  }

  /**
   * The same, for the create of one that is put back: with Stork's list of runs, so that it does
   * not run at once and still prunes what is older.
   *
   * @param runs what is known of its runs, in any order; those of other schedules are left out
   */
  public ApplicationBackupSchedule putBack(
      ApplicationBackupSchedule schedule, Collection<PastRun> runs) {
    ObjectNode document = JSON.valueToTree(schedule);
    var items = StatusItems.of(schedule.getMetadata().getName(), runs);
    if (items.isEmpty()) {
      return schedule;
    }
    document.putObject("status").set("items", items);
    return JSON.convertValue(document, ApplicationBackupSchedule.class);
  }

  /**
   * What a SchedulePolicy is on the cluster: always cluster-scoped, the other kind crashes Stork.
   */
  public SchedulePolicy policy(io.fedbackup.api.v1alpha1.SchedulePolicy ours) {
    var name = target.names().schedulePolicy(objectName(ours), target.cluster(), "");
    var document = document("SchedulePolicy", name, owner("SchedulePolicy", ours), false);
    document.set("policy", PolicyBody.of(ours.getSpec()));
    return JSON.convertValue(standing(document), SchedulePolicy.class);
  }

  /** What a Rule is on the cluster. */
  public Rule rule(io.fedbackup.api.v1alpha1.Rule ours) {
    var name = target.names().rule(objectName(ours));
    var document = document("Rule", name, owner("Rule", ours), true);
    document.set("rules", RuleBody.of(ours.getSpec()));
    return JSON.convertValue(standing(document), Rule.class);
  }

  /** The one-shot that a Backup on demand asks for. */
  public ApplicationBackup backup(Backup ours, NamespaceChoice choice, References references) {
    var spec = ours.getSpec();
    var name = target.names().oneShot(ours.getMetadata().getName(), ours.getMetadata().getUid());
    var document = document("ApplicationBackup", name, owner("Backup", ours), true);
    document.set("spec", BackupBody.of(spec.template(), choice, references, spec.reclaimPolicy()));
    var backup = JSON.convertValue(document, ApplicationBackup.class);
    backup.setStatus(null);
    return backup;
  }

  private String names(BackupSchedule ours) {
    return target.names().schedule(objectName(ours), target.cluster(), "");
  }

  private String policyName(BackupSchedule ours) {
    var policy =
        new ObjectName(
            ours.getMetadata().getNamespace(), ours.getSpec().schedulePolicyRef().name());
    return target.names().schedulePolicy(policy, target.cluster(), "");
  }

  private Ownership owner(String kind, HasMetadata ours) {
    return target.ownership(kind, objectName(ours), ours.getMetadata().getUid());
  }

  private static ObjectName objectName(HasMetadata ours) {
    return new ObjectName(ours.getMetadata().getNamespace(), ours.getMetadata().getName());
  }

  /** Marks it with the hash of itself, so that a later difference can be told from our change. */
  private static ObjectNode standing(ObjectNode document) {
    var hash = Hash.hex(document.toString(), INTENT_DIGITS);
    document.withObject("/metadata/annotations").put(Annotations.INTENT, hash);
    return document;
  }

  private ObjectNode document(String kind, String name, Ownership ownership, boolean namespaced) {
    var document = JsonNodeFactory.instance.objectNode();
    document.put("apiVersion", API_VERSION).put("kind", kind);
    var metadata = document.putObject("metadata").put("name", name);
    if (namespaced) {
      metadata.put("namespace", target.cluster().adminNamespace());
    }
    // sorted: the same document always has the same hash
    metadata.set("labels", JSON.valueToTree(new TreeMap<>(ownership.labels())));
    metadata.set("annotations", JSON.valueToTree(new TreeMap<>(ownership.annotations())));
    return document;
  }
}
