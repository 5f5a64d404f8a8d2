package io.fedbackup.reconciler.drift;

import io.fedbackup.planning.drift.FieldDifference;
import java.util.List;

/**
 * A standing instruction on a cluster that is not as intended.
 *
 * @param type what is wrong
 * @param kind kind of the instruction, for example {@code ApplicationBackupSchedule}
 * @param name its name on the cluster
 * @param cluster name of the ApplicationCluster
 * @param incarnation what tells this drift from others of the same instruction, also after a
 *     restart: UID of the object that went, or UID and resourceVersion of the one that was changed
 * @param fields what differs, for {@link Type#MODIFIED}
 */
public record Drift(
    Type type,
    String kind,
    String name,
    String cluster,
    String incarnation,
    List<FieldDifference> fields) {

  /** Copies the list. */
  public Drift {
    fields = List.copyOf(fields);
  }

  /** What is wrong with an instruction. */
  public enum Type {
    MISSING("Missing"),
    MODIFIED("Modified");

    private final String wireName;

    Type(String wireName) {
      this.wireName = wireName;
    }

    /** As drift reports and the metric spell it. */
    public String wireName() {
      return wireName;
    }
  }

  /** The instruction is gone although it is wanted. */
  public static Drift missing(String kind, String name, String cluster, String incarnation) {
    return new Drift(Type.MISSING, kind, name, cluster, incarnation, List.of());
  }

  /** Fields that we own have other values. */
  public static Drift modified(
      String kind, String name, String cluster, String incarnation, List<FieldDifference> fields) {
    return new Drift(Type.MODIFIED, kind, name, cluster, incarnation, fields);
  }
}
