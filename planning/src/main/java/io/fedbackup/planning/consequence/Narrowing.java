package io.fedbackup.planning.consequence;

import io.fedbackup.api.v1alpha1.BackupTemplate;
import io.fedbackup.api.v1alpha1.LabelSelector;
import io.fedbackup.api.v1alpha1.ResourceSelector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which resources of its namespaces a template takes: those for which all of this holds.
 *
 * @param labels what they are labelled with; empty: any
 * @param kinds what kinds they are of; empty: any
 * @param named which they are; empty: any
 */
record Narrowing(Map<String, String> labels, Set<String> kinds, Set<ResourceSelector> named) {
  private static final int WORTH_NAMING = 3;

  /** Copies the collections. */
  Narrowing {
    labels = Map.copyOf(labels);
    kinds = Set.copyOf(kinds);
    named = Set.copyOf(named);
  }

  static Narrowing of(BackupTemplate template) {
    return new Narrowing(
        labels(template.labelSelector()),
        Set.copyOf(template.resourceTypes()),
        template.includeResources().stream()
            .map(Narrowing::inOneSpelling)
            .collect(Collectors.toUnmodifiableSet()));
  }

  /** Whether all that the other one takes is taken by this one. */
  boolean covers(Narrowing other) {
    return other.labels.entrySet().containsAll(labels.entrySet())
        && covers(kinds, other.kinds)
        && covers(named, other.named);
  }

  /** For people; empty where everything is taken. */
  String text() {
    List<String> parts = new ArrayList<>();
    if (!labels.isEmpty()) {
      parts.add(
          labels.entrySet().stream()
              .map(it -> it.getKey() + "=" + it.getValue())
              .sorted()
              .collect(Collectors.joining(",")));
    }
    if (!kinds.isEmpty()) {
      parts.add(
          kinds.size() <= WORTH_NAMING
              ? String.join(", ", kinds.stream().sorted().toList())
              : kinds.size() + " kinds");
    }
    if (!named.isEmpty()) {
      parts.add(named.size() + " named resources");
    }
    return parts.isEmpty() ? "" : "only " + String.join("; ", parts);
  }

  private static <T> boolean covers(Collection<T> these, Collection<T> those) {
    return these.isEmpty() || (!those.isEmpty() && these.containsAll(those));
  }

  /** Expressions are refused where resources are selected. */
  private static Map<String, String> labels(@Nullable LabelSelector selector) {
    return selector == null ? Map.of() : selector.matchLabels();
  }

  private static ResourceSelector inOneSpelling(ResourceSelector it) {
    var group = it.group().equals("core") ? "" : it.group();
    return new ResourceSelector(group, it.version(), it.kind(), it.namespace(), it.name());
  }
}
