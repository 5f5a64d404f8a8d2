package io.fedbackup.gitsync.cli;

import io.fedbackup.gitsync.validate.KnownObjects;
import io.fedbackup.gitsync.validate.ObjectKey;
import java.util.HashSet;
import java.util.Set;

/** Objects that one knows, or else the other, which is asked only about the rest. */
record EitherKnown(KnownObjects first, KnownObjects second) implements KnownObjects {
  @Override
  public Set<ObjectKey> existing(Set<ObjectKey> keys) {
    Set<ObjectKey> found = new HashSet<>(first.existing(keys));
    Set<ObjectKey> open = new HashSet<>(keys);
    open.removeAll(found);
    found.addAll(second.existing(open));
    return found;
  }
}
