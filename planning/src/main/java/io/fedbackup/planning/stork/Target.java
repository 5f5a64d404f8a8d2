package io.fedbackup.planning.stork;

import io.fedbackup.planning.naming.ClusterKey;
import io.fedbackup.planning.naming.ObjectName;
import io.fedbackup.planning.naming.Ownership;
import io.fedbackup.planning.naming.StorkNames;

/**
 * For which installation something is written to which cluster.
 *
 * @param installation value of label {@code fedbackup.io/installation}
 * @param cluster the cluster written to
 */
public record Target(String installation, ClusterKey cluster) {
  /** The names of this installation. */
  public StorkNames names() {
    return new StorkNames(installation);
  }

  /** Labels and annotations of what stands for one of our objects. */
  Ownership ownership(String kind, ObjectName owner, String uid) {
    return new Ownership(installation, kind, owner, uid, cluster.hash());
  }
}
