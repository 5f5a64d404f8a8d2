package io.fedbackup.gitsync.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fedbackup.gitsync.plan.LiveObject;
import io.fedbackup.gitsync.schema.ResourceKind;
import java.util.List;
import java.util.Optional;

/**
 * The objects of one backup cluster, seen with the rights of one account. Thread-safe. All methods
 * throw {@link ClusterException}, and nothing else, for what the server or the network says.
 */
public interface Objects {

  /**
   * All objects of a kind in a namespace that match a label selector, read page by page.
   *
   * @param namespace empty for all namespaces
   * @param selector empty for all
   */
  List<LiveObject> list(ResourceKind kind, String namespace, String selector);

  /** One object. */
  Optional<LiveObject> get(ResourceKind kind, String namespace, String name);

  /**
   * Server-side apply as field manager {@link io.fedbackup.gitsync.plan.Owner#FIELD_MANAGER}. An
   * object is never deleted to be created again.
   *
   * @param force takes fields over from other managers; without it, a field that another manager
   *     has with another value is a {@link ClusterException.Kind#CONFLICT}
   */
  void apply(ResourceKind kind, ObjectNode body, boolean force);

  /**
   * What {@link #apply} would make of the object, with the server's defaults and after its
   * admission; nothing is stored. Needs the same rights.
   */
  JsonNode dryRun(ResourceKind kind, ObjectNode body, boolean force);

  /** Deletes just this object in just this state. */
  Deletion delete(ResourceKind kind, LiveObject object);

  /** What became of a deletion. */
  enum Deletion {
    /** It is not there any more, or never was. */
    GONE,
    /** It waits for its finalizers. */
    GOING,
    /** It is another one by now, or has changed since it was read; it was not deleted. */
    CHANGED
  }
}
