package io.fedbackup.reconciler.drift;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fedbackup.planning.drift.FieldDifference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A standing instruction on a cluster that is not as intended.
 *
 * @param type what is wrong
 * @param kind kind of the instruction, for example {@code ApplicationBackupSchedule}
 * @param namespace its namespace on the cluster; null where the kind has none
 * @param name its name on the cluster
 * @param cluster name of the ApplicationCluster
 * @param incarnation what tells this drift from others of the same instruction, also after a
 *     restart: UID of the object that went, or UID and resourceVersion of the one that was changed
 * @param fields what differs, for {@link Type#MODIFIED}
 */
public record Drift(
    Type type,
    String kind,
    @Nullable String namespace,
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
  public static Drift missing(HasMetadata wanted, String cluster, String incarnation) {
    return of(Type.MISSING, wanted, cluster, incarnation, List.of());
  }

  /** Fields that we own have other values. */
  public static Drift modified(HasMetadata live, String cluster, List<FieldDifference> fields) {
    var metadata = live.getMetadata();
    return of(
        Type.MODIFIED,
        live,
        cluster,
        metadata.getUid() + "/" + metadata.getResourceVersion(),
        fields);
  }

  private static Drift of(
      Type type,
      HasMetadata object,
      String cluster,
      String incarnation,
      List<FieldDifference> fields) {
    var metadata = object.getMetadata();
    return new Drift(
        type,
        HasMetadata.getKind(object.getClass()),
        metadata.getNamespace(),
        metadata.getName(),
        cluster,
        incarnation,
        fields);
  }
}
