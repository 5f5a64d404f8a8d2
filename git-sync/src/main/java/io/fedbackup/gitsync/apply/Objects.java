package io.fedbackup.gitsync.apply;

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

  /** All objects of a kind in a namespace that match a label selector, read page by page. */
  List<LiveObject> list(ResourceKind kind, String namespace, String selector);

  /** One object. */
  Optional<LiveObject> get(ResourceKind kind, String namespace, String name);

  /**
   * Server-side apply with force, as field manager {@link
   * io.fedbackup.gitsync.plan.Owner#FIELD_MANAGER}.
   */
  LiveObject apply(ResourceKind kind, ObjectNode body);

  /**
   * Deletes just this object in just this state.
   *
   * @return false where it was gone already, is another one by now, or has changed since it was
   *     read
   */
  boolean delete(ResourceKind kind, LiveObject object);
}
