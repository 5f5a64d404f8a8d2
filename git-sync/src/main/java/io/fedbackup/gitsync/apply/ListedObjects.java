package io.fedbackup.gitsync.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fedbackup.gitsync.plan.LiveObject;
import io.fedbackup.gitsync.plan.Owner;
import io.fedbackup.gitsync.schema.ResourceKind;
import io.fedbackup.gitsync.validate.ObjectKey;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Objects at one time: each kind is listed once in all namespaces, or, where the account may not do
 * that, once in each namespace that is asked about; then every question is answered from memory.
 * Kinds of which there may be very many are asked about each time. Never writes. Thread-safe.
 */
public final class ListedObjects implements Objects {
  private static final String ALL_NAMESPACES = "";

  private final Objects cluster;
  private final Set<String> numerous;
  private final Map<Listing.Spot, Looked> looked = new ConcurrentHashMap<>();

  /** What a LIST came to. */
  private record Looked(Map<ObjectKey, LiveObject> objects, Optional<ClusterException> failure) {

    Map<ObjectKey, LiveObject> orThrow() {
      failure.ifPresent(
          it -> {
            throw it;
          });
      return objects;
    }
  }

  /**
   * Over a cluster that nothing is known of yet.
   *
   * @param numerous kinds of which not everything is listed
   */
  public ListedObjects(Objects cluster, Set<String> numerous) {
    this.cluster = cluster;
    this.numerous = Set.copyOf(numerous);
  }

  /** All objects of these kinds that were seen so far. */
  public Map<ObjectKey, LiveObject> seen(Collection<String> kinds) {
    Map<ObjectKey, LiveObject> seen = new LinkedHashMap<>();
    looked.forEach(
        (spot, there) -> {
          if (kinds.contains(spot.kind())) {
            seen.putAll(there.objects());
          }
        });
    return seen;
  }

  /** Those of these kinds that could not be listed in all namespaces. */
  public Set<String> confined(Collection<String> kinds) {
    Set<String> confined = new TreeSet<>();
    looked.forEach(
        (spot, there) -> {
          if (spot.namespace().equals(ALL_NAMESPACES)
              && isForbidden(there)
              && kinds.contains(spot.kind())) {
            confined.add(spot.kind());
          }
        });
    return confined;
  }

  /**
   * {@inheritDoc}
   *
   * @param selector that of an {@link Owner}, or empty
   */
  @Override
  public List<LiveObject> list(ResourceKind kind, String namespace, String selector) {
    if (numerous.contains(kind.kind())) {
      return cluster.list(kind, namespace, selector);
    }
    return there(kind, namespace).values().stream()
        .filter(object -> object.key().namespace().equals(namespace))
        .filter(
            object ->
                selector.isEmpty()
                    || object.owner().map(Owner::selector).filter(selector::equals).isPresent())
        .toList();
  }

  @Override
  public Optional<LiveObject> get(ResourceKind kind, String namespace, String name) {
    if (numerous.contains(kind.kind())) {
      return cluster.get(kind, namespace, name);
    }
    var key = new ObjectKey(kind.kind(), namespace, name);
    return Optional.ofNullable(there(kind, namespace).get(key));
  }

  private Map<ObjectKey, LiveObject> there(ResourceKind kind, String namespace) {
    Looked everywhere = look(kind, ALL_NAMESPACES);
    return (isForbidden(everywhere) ? look(kind, namespace) : everywhere).orThrow();
  }

  private static boolean isForbidden(Looked there) {
    return there.failure().filter(it -> it.kind() == ClusterException.Kind.FORBIDDEN).isPresent();
  }

  private Looked look(ResourceKind kind, String namespace) {
    return looked.computeIfAbsent(
        new Listing.Spot(kind.kind(), namespace), spot -> list(kind, namespace));
  }

  private Looked list(ResourceKind kind, String namespace) {
    try {
      Map<ObjectKey, LiveObject> objects = new LinkedHashMap<>();
      cluster.list(kind, namespace, "").forEach(object -> objects.put(object.key(), object));
      return new Looked(objects, Optional.empty());
    } catch (ClusterException e) {
      return new Looked(Map.of(), Optional.of(e));
    }
  }

  @Override
  public void apply(ResourceKind kind, ObjectNode body, boolean force) {
    throw new UnsupportedOperationException("nothing is written through a list");
  }

  @Override
  public JsonNode dryRun(ResourceKind kind, ObjectNode body, boolean force) {
    return cluster.dryRun(kind, body, force);
  }

  @Override
  public Deletion delete(ResourceKind kind, LiveObject object) {
    throw new UnsupportedOperationException("nothing is deleted through a list");
  }
}
