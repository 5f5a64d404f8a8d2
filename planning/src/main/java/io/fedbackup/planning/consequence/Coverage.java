package io.fedbackup.planning.consequence;

import io.fedbackup.api.v1alpha1.BackupTemplate;
import io.fedbackup.planning.stork.SelectorText;
import java.util.Collection;
import java.util.List;

/**
 * A part of a cluster that can be backed up by itself: a namespace, all namespaces, or those with
 * labels.
 *
 * @param text for people
 */
record Coverage(Kind kind, String text) {

  enum Kind {
    NAMESPACE,
    LABELLED,
    ALL
  }

  /** The parts that a template takes. */
  static List<Coverage> of(BackupTemplate template) {
    if (template.namespaceSelector() != null) {
      var selector = SelectorText.of(template.namespaceSelector());
      return List.of(new Coverage(Kind.LABELLED, "namespaces with " + selector));
    }
    if (template.namespaces().contains("*")) {
      return List.of(new Coverage(Kind.ALL, "all namespaces"));
    }
    return template.namespaces().stream()
        .distinct()
        .sorted()
        .map(name -> new Coverage(Kind.NAMESPACE, name))
        .toList();
  }

  /** Whether one of these takes this part as well. */
  boolean isIn(Collection<Coverage> others) {
    return others.stream().anyMatch(it -> it.kind() == Kind.ALL || it.equals(this));
  }
}
