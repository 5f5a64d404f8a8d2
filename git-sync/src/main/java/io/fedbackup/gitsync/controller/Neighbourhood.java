package io.fedbackup.gitsync.controller;

import io.fedbackup.gitsync.plan.LiveObject;
import io.fedbackup.gitsync.plan.Neighbours;
import io.fedbackup.gitsync.plan.Observed;
import io.fedbackup.gitsync.plan.Owner;
import io.fedbackup.gitsync.validate.ObjectKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Finds out what other GitSyncs have to do with the objects of one.
 *
 * @param standing of objects that are not wanted any more, those at another one's path
 */
record Neighbourhood(OtherSyncs others, UnaryOperator<Set<ObjectKey>> standing) {

  Neighbours of(Observed observed, Set<ObjectKey> wanted) {
    Set<ObjectKey> unwanted =
        observed.unwanted(wanted).stream()
            .map(LiveObject::key)
            .collect(Collectors.toUnmodifiableSet());
    Map<Owner, Set<ObjectKey>> inventories = new HashMap<>();
    Map<ObjectKey, Owner> claimed = new HashMap<>();
    observed
        .contested(wanted)
        .forEach(
            (key, other) -> {
              if (inventories.computeIfAbsent(other, others::inventory).contains(key)) {
                claimed.put(key, other);
              }
            });
    return new Neighbours(standing.apply(unwanted), Map.copyOf(claimed));
  }
}
