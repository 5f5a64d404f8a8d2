package io.fedbackup.planning.consequence;

import io.fedbackup.api.v1alpha1.BackupTemplate;
import io.fedbackup.planning.stork.SelectorText;
import java.util.Collection;
import java.util.List;

/**
 * A part of a cluster that can be backed up by itself: a namespace, all namespaces, or those with
 * labels; everything in them, or less.
 *
 * @param place the namespaces, for people
 * @param narrowing what of them
 */
record Coverage(Kind kind, String place, Narrowing narrowing) {

  enum Kind {
    NAMESPACE,
    LABELLED,
    ALL
  }

  /** The parts that a template takes. */
  static List<Coverage> of(BackupTemplate template) {
    var narrowing = Narrowing.of(template);
    if (template.namespaceSelector() != null) {
      var selector = SelectorText.of(template.namespaceSelector());
      return List.of(new Coverage(Kind.LABELLED, "namespaces with " + selector, narrowing));
    }
    if (template.namespaces().contains("*")) {
      return List.of(new Coverage(Kind.ALL, "all namespaces", narrowing));
    }
    return template.namespaces().stream()
        .distinct()
        .sorted()
        .map(name -> new Coverage(Kind.NAMESPACE, name, narrowing))
        .toList();
  }

  /** Whether one of these takes all of this part as well. */
  boolean isIn(Collection<Coverage> others) {
    return others.stream().anyMatch(it -> it.isThere(this) && it.narrowing.covers(narrowing));
  }

  /** Whether one of these takes something of the same namespaces, which need not be all of it. */
  boolean meets(Collection<Coverage> others) {
    return others.stream().anyMatch(it -> it.isThere(this));
  }

  /** For people. */
  String text() {
    var only = narrowing.text();
    return only.isEmpty() ? place : place + " (" + only + ")";
  }

  private boolean isThere(Coverage other) {
    return kind == Kind.ALL || (kind == other.kind && place.equals(other.place));
  }
}
