package io.fedbackup.planning.consequence;

import io.fedbackup.planning.naming.ObjectName;
import java.util.Comparator;
import java.util.List;

/**
 * One thing that a change of intent brings about on one cluster.
 *
 * @param effect what kind of thing
 * @param cluster the ApplicationCluster
 * @param object our object that brings it about, as {@code Kind namespace/name}
 * @param message one sentence for people, without the cluster's name
 * @param items what is concerned: names of Backups, namespaces, or kinds of Stork; at most {@value
 *     #LISTED}
 * @param count how many there are
 */
public record Consequence(
    Effect effect, ObjectName cluster, String object, String message, List<String> items, int count)
    implements Comparable<Consequence> {

  /** Items that are listed at most. */
  public static final int LISTED = 100;

  private static final Comparator<Consequence> RISKIEST_FIRST =
      Comparator.comparing(Consequence::effect)
          .thenComparingInt(it -> -it.count())
          .thenComparing(it -> it.cluster().namespace())
          .thenComparing(it -> it.cluster().name())
          .thenComparing(Consequence::object)
          .thenComparing(Consequence::message);

  /** Copies the list. */
  public Consequence {
    items = List.copyOf(items);
  }

  static Consequence of(
      Effect effect, ObjectName cluster, String object, String message, List<String> items) {
    var listed = items.stream().limit(LISTED).toList();
    return new Consequence(effect, cluster, object, message, listed, items.size());
  }

  /** How much it matters. */
  public Severity severity() {
    return effect.severity();
  }

  @Override
  public int compareTo(Consequence other) {
    return RISKIEST_FIRST.compare(this, other);
  }
}
