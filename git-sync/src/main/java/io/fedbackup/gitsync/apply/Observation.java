package io.fedbackup.gitsync.apply;

import io.fedbackup.gitsync.apply.Listing.Spot;
import io.fedbackup.gitsync.plan.LiveObject;
import io.fedbackup.gitsync.plan.Observed;
import io.fedbackup.gitsync.plan.Owner;
import io.fedbackup.gitsync.plan.Possession;
import io.fedbackup.gitsync.schema.Catalog;
import io.fedbackup.gitsync.schema.ResourceKind;
import io.fedbackup.gitsync.validate.ObjectKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks at what an owner has: one LIST per kind and namespace by its labels, and, where something
 * of the inventory does not show up there, a look at just that: so that what moved, lost its labels
 * or was handed over is noticed and not forgotten.
 */
final class Observation {
  /** More than so many missing objects of a kind and namespace are found by one LIST of all. */
  private static final int GETS = 20;

  private final Catalog catalog;
  private final Objects objects;
  private final Parallel parallel;

  Observation(Catalog catalog, Objects objects, Parallel parallel) {
    this.catalog = catalog;
    this.objects = objects;
    this.parallel = parallel;
  }

  /**
   * Everything that the owner has.
   *
   * @param possession where something of its inventory is, the account must be able to look
   * @param namespaces where any kind may be
   * @throws ClusterException where the cluster cannot be looked at
   */
  Listing look(Possession possession, Set<String> namespaces) throws InterruptedException {
    Owner owner = possession.owner();
    Set<ObjectKey> known =
        possession.inventory().stream()
            .filter(key -> catalog.find(key.kind()).isPresent())
            .collect(Collectors.toUnmodifiableSet());
    Set<Spot> needed = known.stream().map(Spot::of).collect(Collectors.toUnmodifiableSet());
    List<LiveObject> labelled = new ArrayList<>();
    Map<Spot, ClusterException> refused = new HashMap<>();
    for (var attempt : parallel.map(spots(namespaces, needed), spot -> list(spot, owner))) {
      attempt.result().ifPresent(labelled::addAll);
      attempt
          .failure()
          .ifPresent(failure -> refused.put(attempt.item(), tolerated(failure, attempt, needed)));
    }
    Set<ObjectKey> missing = new HashSet<>(known);
    labelled.forEach(object -> missing.remove(object.key()));
    var seen = new Possession(owner, known, possession.since());
    return new Listing(Observed.of(labelled, find(missing), seen), Map.copyOf(refused));
  }

  private Collection<Spot> spots(Set<String> namespaces, Set<Spot> needed) {
    Set<Spot> spots = new LinkedHashSet<>(needed);
    catalog.kinds().stream()
        // few accounts may list Secrets, and few have any: only where there were some
        .filter(kind -> !kind.isCore())
        .forEach(
            kind -> namespaces.forEach(namespace -> spots.add(new Spot(kind.kind(), namespace))));
    return spots;
  }

  private static ClusterException tolerated(
      ClusterException failure, Attempt<Spot, ?> attempt, Set<Spot> needed) {
    boolean optional =
        failure.kind() == ClusterException.Kind.FORBIDDEN
            || failure.kind() == ClusterException.Kind.KIND_MISSING;
    if (!optional || needed.contains(attempt.item())) {
      throw failure;
    }
    return failure;
  }

  private Attempt<Spot, List<LiveObject>> list(Spot spot, Owner owner) {
    return Attempt.of(
        spot, () -> objects.list(kind(spot.kind()), spot.namespace(), owner.selector()));
  }

  /** Those of these objects that are there. */
  private List<LiveObject> find(Set<ObjectKey> missing) throws InterruptedException {
    List<LiveObject> found = new ArrayList<>();
    Map<Spot, List<ObjectKey>> bySpot =
        missing.stream().sorted().collect(Collectors.groupingBy(Spot::of));
    List<ObjectKey> few = new ArrayList<>();
    List<Spot> many = new ArrayList<>();
    bySpot.forEach(
        (spot, keys) -> {
          if (keys.size() > GETS) {
            many.add(spot);
          } else {
            few.addAll(keys);
          }
        });
    for (var attempt : parallel.map(few, this::get)) {
      found.addAll(orThrow(attempt));
    }
    for (var attempt : parallel.map(many, this::listAll)) {
      orThrow(attempt).stream().filter(it -> missing.contains(it.key())).forEach(found::add);
    }
    return found;
  }

  private Attempt<ObjectKey, List<LiveObject>> get(ObjectKey key) {
    return Attempt.of(
        key, () -> objects.get(kind(key.kind()), key.namespace(), key.name()).stream().toList());
  }

  private Attempt<Spot, List<LiveObject>> listAll(Spot spot) {
    return Attempt.of(spot, () -> objects.list(kind(spot.kind()), spot.namespace(), ""));
  }

  private static <T> T orThrow(Attempt<?, T> attempt) {
    attempt
        .failure()
        .ifPresent(
            failure -> {
              throw failure;
            });
    return attempt.result().orElseThrow();
  }

  private ResourceKind kind(String name) {
    return catalog.find(name).orElseThrow();
  }
}
