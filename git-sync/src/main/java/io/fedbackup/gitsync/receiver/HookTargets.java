package io.fedbackup.gitsync.receiver;

import java.util.Optional;

/** The GitSyncs that can be called for. Thread-safe. */
public interface HookTargets {

  /** Whether a trigger would be served by this replica. */
  boolean isServing();

  /** The GitSync, if it is there and has a receiver; answers from memory. */
  Optional<HookTarget> find(String namespace, String name);
}
