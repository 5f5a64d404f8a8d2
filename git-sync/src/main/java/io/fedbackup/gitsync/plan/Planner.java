package io.fedbackup.gitsync.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fedbackup.gitsync.plan.SyncPlan.Aside;
import io.fedbackup.gitsync.schema.Defaults;
import io.fedbackup.gitsync.schema.EmptyLists;
import io.fedbackup.gitsync.schema.Schema;
import io.fedbackup.gitsync.validate.Manifest;
import io.fedbackup.gitsync.validate.ObjectKey;
import io.fedbackup.planning.drift.Comparison;
import io.fedbackup.planning.drift.OwnedFields;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Compares what is wanted with what is there. Stateless, thread-safe. */
public final class Planner {
  /**
   * What others refer to comes first; removal goes the other way round. Kinds that are not named
   * come last.
   */
  private static final List<String> ORDER =
      List.of(
          "Secret",
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
   * <p>An object that is there and bears nobody's labels is adopted, by applying it like any other;
   * so is one of another owner that is not in this owner's inventory. One that is in the inventory
   * and claimed by another GitSync is left alone.
   *
   * @param wanted all that Git has
   * @param observed what the owner has
   * @param neighbours what others have to do with it
   */
  public SyncPlan plan(
      List<Manifest> wanted, Observed observed, Owner owner, Neighbours neighbours) {
    Map<Integer, List<Change>> stages = new TreeMap<>();
    List<ObjectKey> unchanged = new ArrayList<>();
    List<LiveObject> beingRemoved = new ArrayList<>();
    for (Manifest manifest : wanted) {
      ObjectKey key = manifest.key();
      Optional<LiveObject> there = observed.live(key);
      if (neighbours.claimed().containsKey(key)) {
        continue;
      }
      if (there.map(LiveObject::isBeingRemoved).orElse(false)) {
        beingRemoved.add(there.get());
        continue;
      }
      change(manifest, observed, owner)
          .ifPresentOrElse(
              it -> stages.computeIfAbsent(rank(key), rank -> new ArrayList<>()).add(it),
              () -> unchanged.add(key));
    }
    Set<ObjectKey> keys = keys(wanted);
    return new SyncPlan(
        stages.values().stream().map(List::copyOf).toList(),
        List.copyOf(unchanged),
        removals(observed, keys, neighbours),
        List.copyOf(beingRemoved),
        aside(observed, keys, neighbours),
        observed.labelled().size() - observed.extra(keys).size());
  }

  private static Set<ObjectKey> keys(List<Manifest> wanted) {
    return wanted.stream().map(Manifest::key).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * How an object compares with what Git has of it; where it is equal, applying it would change
   * nothing.
   */
  public Comparison compare(Manifest manifest, LiveObject live, Owner owner) {
    return compare(manifest, applied(manifest, owner), live);
  }

  /**
   * The object as it is applied. What is replaced as a whole has the server's defaults: without
   * them the server would see a change each time, and take such a part away from others who have it
   * with the same value.
   */
  private static ObjectNode applied(Manifest manifest, Owner owner) {
    return Defaults.inAtomicParts(manifest.kind().schema(), owner.label(manifest.body()));
  }

  private Comparison compare(Manifest manifest, ObjectNode applied, LiveObject live) {
    Schema schema = manifest.kind().schema();
    ObjectNode owned = EmptyLists.withoutUnowned(schema, applied, live.json());
    return comparison.compareTrees(owned, live.json(), schema::mergesFieldsAt);
  }

  private Optional<Change> change(Manifest manifest, Observed observed, Owner owner) {
    ObjectNode body = applied(manifest, owner);
    Optional<LiveObject> live = observed.live(manifest.key());
    boolean expected = observed.isExpected(manifest.key());
    if (live.isEmpty()) {
      return Optional.of(
          new Change(manifest.key(), manifest.kind(), body, live, List.of(), expected));
    }
    Comparison result = compare(manifest, body, live.get());
    return result.equal()
        ? Optional.empty()
        : Optional.of(
            new Change(
                manifest.key(), manifest.kind(), body, live, result.differences(), expected));
  }

  private static List<LiveObject> removals(
      Observed observed, Set<ObjectKey> wanted, Neighbours neighbours) {
    return observed.unwanted(wanted).stream()
        .filter(object -> !neighbours.elsewhere().contains(object.key()))
        .sorted(
            Comparator.comparingInt((LiveObject object) -> -rank(object.key()))
                .thenComparing(LiveObject::key))
        .toList();
  }

  private static Aside aside(Observed observed, Set<ObjectKey> wanted, Neighbours neighbours) {
    List<LiveObject> unlabelled =
        observed.strayed().values().stream()
            .filter(object -> !wanted.contains(object.key()))
            .toList();
    return new Aside(
        observed.leaving(wanted).map(LiveObject::key).toList(),
        observed.gone().filter(key -> !wanted.contains(key)).sorted().toList(),
        observed.unwanted(wanted).stream()
            .map(LiveObject::key)
            .filter(neighbours.elsewhere()::contains)
            .sorted()
            .toList(),
        unlabelled,
        neighbours.claimed(),
        observed.extra(wanted),
        List.of());
  }

  private static int rank(ObjectKey key) {
    int rank = ORDER.indexOf(key.kind());
    return rank < 0 ? ORDER.size() : rank;
  }
}
