package io.fedbackup.gitsync.receiver;

import java.util.Set;

/** What an authentic call tells. */
sealed interface HookEvent {

  /**
   * Something was pushed.
   *
   * @param refs by their full names; none where the call does not say which
   */
  record Push(Set<String> refs) implements HookEvent {
    public Push {
      refs = Set.copyOf(refs);
    }
  }

  /** The Git server tries whether it is heard. */
  record Ping() implements HookEvent {}

  /** Anything else. */
  record Other() implements HookEvent {}
}
