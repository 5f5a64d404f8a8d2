package io.fedbackup.gitsync.receiver;

import io.fedbackup.api.v1alpha1.GitProvider;
import java.util.Optional;

/** A GitSync with a receiver. */
public interface HookTarget {
  /** Who calls. */
  GitProvider provider();

  /** Which pushes concern it. */
  FollowedRef ref();

  /** Whether it is told to do nothing. */
  boolean isSuspended();

  /** What calls are checked with; empty where that cannot be read now. */
  Optional<HookKey> key();

  /** Asks for a look at the repository, soon; asked again before that, it is still one. */
  void trigger();
}
