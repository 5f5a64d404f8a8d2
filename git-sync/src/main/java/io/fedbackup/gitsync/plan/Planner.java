package io.fedbackup.gitsync.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fedbackup.gitsync.schema.Defaults;
import io.fedbackup.gitsync.validate.Manifest;
import io.fedbackup.gitsync.validate.ObjectKey;
import io.fedbackup.planning.drift.Comparison;
import io.fedbackup.planning.drift.OwnedFields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Compares what is wanted with what is there. Stateless, thread-safe. */
public final class Planner {
  /**
   * What others refer to comes first; removal goes the other way round. Kinds that are not named
   * come last.
   */
  private static final List<String> ORDER =
      List.of(
          "ApplicationCluster",
          "BackupLocation",
          "SchedulePolicy",
          "Rule",
          "BackupSchedule",
          "Backup");

  private final OwnedFields comparison = OwnedFields.exact(Owner.FIELD_MANAGER);

  /**
   * What has to be written and removed.
   *
   * @param wanted all that Git has
   * @param owned all that bears the owner's labels now
   */
  public SyncPlan plan(List<Manifest> wanted, Collection<LiveObject> owned, Owner owner) {
    Map<ObjectKey, LiveObject> live = new HashMap<>();
    owned.forEach(object -> live.put(object.key(), object));
    Map<Integer, List<Change>> stages = new TreeMap<>();
    List<ObjectKey> unchanged = new ArrayList<>();
    List<ObjectKey> beingRemoved = new ArrayList<>();
    Set<ObjectKey> keys = new HashSet<>();
    for (Manifest manifest : wanted) {
      keys.add(manifest.key());
      Optional<LiveObject> there = Optional.ofNullable(live.get(manifest.key()));
      if (there.map(LiveObject::isBeingRemoved).orElse(false)) {
        beingRemoved.add(manifest.key());
        continue;
      }
      change(manifest, there, owner)
          .ifPresentOrElse(
              change ->
                  stages
                      .computeIfAbsent(rank(manifest.key()), rank -> new ArrayList<>())
                      .add(change),
              () -> unchanged.add(manifest.key()));
    }
    return new SyncPlan(
        stages.values().stream().map(List::copyOf).toList(),
        List.copyOf(unchanged),
        removals(owned, keys),
        List.copyOf(beingRemoved),
        live.size());
  }

  private Optional<Change> change(Manifest manifest, Optional<LiveObject> live, Owner owner) {
    ObjectNode body = owner.label(manifest.body());
    if (live.isEmpty()) {
      return Optional.of(new Change(manifest.key(), manifest.kind(), body, live, List.of()));
    }
    ObjectNode defaulted = Defaults.inAtomicParts(manifest.kind().schema(), body);
    Comparison result = comparison.compareTrees(defaulted, live.get().json());
    return result.equal()
        ? Optional.empty()
        : Optional.of(
            new Change(manifest.key(), manifest.kind(), body, live, result.differences()));
  }

  private static List<LiveObject> removals(Collection<LiveObject> owned, Set<ObjectKey> wanted) {
    return owned.stream()
        .filter(object -> !wanted.contains(object.key()) && !object.isBeingRemoved())
        .sorted(
            Comparator.comparingInt((LiveObject object) -> -rank(object.key()))
                .thenComparing(LiveObject::key))
        .toList();
  }

  private static int rank(ObjectKey key) {
    int rank = ORDER.indexOf(key.kind());
    return rank < 0 ? ORDER.size() : rank;
  }
}
