package io.fedbackup.gitsync.apply;

import io.fedbackup.gitsync.plan.LiveObject;
import io.fedbackup.gitsync.plan.Possession;
import io.fedbackup.gitsync.schema.Catalog;
import io.fedbackup.gitsync.validate.KnownObjects;
import io.fedbackup.gitsync.validate.ObjectKey;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Objects that are on the backup cluster and stay there: those of others, and those of the owner
 * that are not pruned. Nothing may refer to what is about to be pruned.
 */
public final class KnownOnCluster implements KnownObjects {
  private final Objects objects;
  private final Catalog catalog;
  private final Possession possession;
  private final UnaryOperator<Set<ObjectKey>> staying;

  /**
   * For the objects that this account sees.
   *
   * @param staying of objects that the owner has and no longer wants, those that are not pruned
   */
  public KnownOnCluster(
      Objects objects,
      Catalog catalog,
      Possession possession,
      UnaryOperator<Set<ObjectKey>> staying) {
    this.objects = objects;
    this.catalog = catalog;
    this.possession = possession;
    this.staying = staying;
  }

  @Override
  public Set<ObjectKey> existing(Set<ObjectKey> keys) {
    Set<ObjectKey> found = new HashSet<>();
    Set<ObjectKey> own = new HashSet<>();
    for (ObjectKey key : keys) {
      Optional<LiveObject> live =
          catalog.find(key.kind()).flatMap(kind -> objects.get(kind, key.namespace(), key.name()));
      live.filter(object -> !object.isBeingRemoved())
          .ifPresent(object -> (possession.has(object) ? own : found).add(key));
    }
    if (!own.isEmpty()) {
      found.addAll(staying.apply(own));
    }
    return found;
  }
}
