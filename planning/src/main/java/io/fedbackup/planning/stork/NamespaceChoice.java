package io.fedbackup.planning.stork;

import io.fedbackup.api.v1alpha1.BackupTemplate;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Which namespaces a template means on one cluster. */
public sealed interface NamespaceChoice {

  /** Named ones that the cluster lacks; never null, at most as many as the template names. */
  List<String> missing();

  /** All of them, as Stork finds them at each run. */
  record All() implements NamespaceChoice {
    @Override
    public List<String> missing() {
      return List.of();
    }
  }

  /**
   * Those with labels, as Stork finds them at each run.
   *
   * @param selector label selector as text
   */
  record Selected(String selector) implements NamespaceChoice {
    @Override
    public List<String> missing() {
      return List.of();
    }
  }

  /**
   * Named ones.
   *
   * @param present those that are there, in the template's order, at least one
   * @param missing those that are not
   */
  record Named(List<String> present, List<String> missing) implements NamespaceChoice {}

  /**
   * None of the named ones is there.
   *
   * @param missing all that are named
   */
  record NoneThere(List<String> missing) implements NamespaceChoice {}

  /**
   * The template names what must not be backed up on this cluster.
   *
   * @param refused namespaces of the system or of Stork
   */
  record Refused(List<String> refused) implements NamespaceChoice {
    @Override
    public List<String> missing() {
      return List.of();
    }
  }

  /**
   * What a template means on a cluster.
   *
   * @param present names of all namespaces of the cluster
   */
  static NamespaceChoice of(
      BackupTemplate template, Collection<String> present, ProtectedNamespaces guarded) {
    if (template.namespaceSelector() != null) {
      return new Selected(SelectorText.of(template.namespaceSelector()));
    }
    var named = template.namespaces();
    if (named.contains("*")) {
      return new All();
    }
    var refused = named.stream().filter(guarded::contains).distinct().toList();
    if (!refused.isEmpty()) {
      return new Refused(refused);
    }
    var there = Set.copyOf(present);
    var found = named.stream().filter(there::contains).distinct().toList();
    var missing = named.stream().filter(name -> !there.contains(name)).distinct().toList();
    return found.isEmpty() ? new NoneThere(missing) : new Named(found, missing);
  }
}
