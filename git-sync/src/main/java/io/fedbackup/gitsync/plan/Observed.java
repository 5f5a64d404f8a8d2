package io.fedbackup.gitsync.plan;

import io.fedbackup.gitsync.validate.ObjectKey;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an owner has on the cluster: what bears its labels now, and what became of the objects that
 * it had at the end of its last sync.
 *
 * @param owned all that bears its labels
 * @param strayed objects of the inventory that are there without its labels
 * @param inventory what it had at the end of its last sync
 */
public record Observed(
    Map<ObjectKey, LiveObject> owned,
    Map<ObjectKey, LiveObject> strayed,
    Set<ObjectKey> inventory) {

  /** From lists. */
  public static Observed of(
      Collection<LiveObject> owned, Collection<LiveObject> strayed, Set<ObjectKey> inventory) {
    return new Observed(byKey(owned), byKey(strayed), Set.copyOf(inventory));
  }

  private static Map<ObjectKey, LiveObject> byKey(Collection<LiveObject> objects) {
    return objects.stream()
        .collect(
            Collectors.toMap(
                LiveObject::key, object -> object, (first, second) -> first, LinkedHashMap::new));
  }

  /** The object as it is now, where it is one of these. */
  public Optional<LiveObject> live(ObjectKey key) {
    return Optional.ofNullable(owned.get(key)).or(() -> Optional.ofNullable(strayed.get(key)));
  }

  /** Objects that bear the owner's labels, are not wanted, and are not being removed yet. */
  public List<LiveObject> unwanted(Set<ObjectKey> wanted) {
    return owned.values().stream()
        .filter(object -> !wanted.contains(object.key()) && !object.isBeingRemoved())
        .toList();
  }

  /** Wanted objects that bear the labels of somebody else, with whose they are. */
  public Map<ObjectKey, Owner> contested(Set<ObjectKey> wanted) {
    return strayed.values().stream()
        .filter(object -> wanted.contains(object.key()) && object.owner().isPresent())
        .collect(Collectors.toMap(LiveObject::key, object -> object.owner().orElseThrow()));
  }

  /** All objects of the inventory that are not there any more. */
  Stream<ObjectKey> gone() {
    return inventory.stream().filter(key -> live(key).isEmpty());
  }
}
