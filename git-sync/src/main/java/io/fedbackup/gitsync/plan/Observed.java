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
 * @param labelled all that bears its labels
 * @param strayed objects of the inventory that are there without its labels
 * @param possession tells which of them are its own
 */
public record Observed(
    Map<ObjectKey, LiveObject> labelled,
    Map<ObjectKey, LiveObject> strayed,
    Possession possession) {

  /** From lists. */
  public static Observed of(
      Collection<LiveObject> labelled, Collection<LiveObject> strayed, Possession possession) {
    return new Observed(byKey(labelled), byKey(strayed), possession);
  }

  private static Map<ObjectKey, LiveObject> byKey(Collection<LiveObject> objects) {
    return objects.stream()
        .collect(
            Collectors.toMap(
                LiveObject::key, object -> object, (first, second) -> first, LinkedHashMap::new));
  }

  /** The object as it is now, where it is one of these. */
  public Optional<LiveObject> live(ObjectKey key) {
    return Optional.ofNullable(labelled.get(key)).or(() -> Optional.ofNullable(strayed.get(key)));
  }

  /** Whether the owner had it at the end of its last sync. */
  boolean isExpected(ObjectKey key) {
    return possession.inventory().contains(key);
  }

  /** The owner's own objects that are not wanted, and are not being removed yet. */
  public List<LiveObject> unwanted(Set<ObjectKey> wanted) {
    return notWanted(wanted, false).filter(possession::has).toList();
  }

  /** Its own objects that are not wanted, and are on their way out. */
  Stream<LiveObject> leaving(Set<ObjectKey> wanted) {
    return notWanted(wanted, true).filter(possession::has);
  }

  /** Objects that bear the owner's labels and are not its own: nobody removes them. */
  List<LiveObject> extra(Set<ObjectKey> wanted) {
    return notWanted(wanted, false).filter(object -> !possession.has(object)).toList();
  }

  private Stream<LiveObject> notWanted(Set<ObjectKey> wanted, boolean beingRemoved) {
    return labelled.values().stream()
        .filter(object -> !wanted.contains(object.key()))
        .filter(object -> object.isBeingRemoved() == beingRemoved);
  }

  /** Wanted objects that bear the labels of somebody else, with whose they are. */
  public Map<ObjectKey, Owner> contested(Set<ObjectKey> wanted) {
    return strayed.values().stream()
        .filter(object -> wanted.contains(object.key()) && object.owner().isPresent())
        .collect(Collectors.toMap(LiveObject::key, object -> object.owner().orElseThrow()));
  }

  /** All objects of the inventory that are not there any more. */
  Stream<ObjectKey> gone() {
    return possession.inventory().stream().filter(key -> live(key).isEmpty());
  }
}
