package io.fedbackup.planning.stork;

import java.util.Set;

/**
 * Namespaces that can never be backed up or restored into: the system's, and Stork's own.
 *
 * @param stork namespace in which Stork runs on the cluster
 */
public record ProtectedNamespaces(String stork) {
  private static final Set<String> SYSTEM = Set.of("kube-system", "kube-public", "kube-node-lease");

  /** Whether a namespace is one that no cluster may have backed up. */
  public static boolean system(String namespace) {
    return SYSTEM.contains(namespace);
  }

  /** Whether this cluster's namespace must not be backed up. */
  public boolean contains(String namespace) {
    return system(namespace) || stork.equals(namespace);
  }
}
