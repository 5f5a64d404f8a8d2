package io.fedbackup.gitsync.apply;

import java.util.Optional;
import java.util.function.Supplier;

/** How one request ended: with a result or with a failure. */
record Attempt<S, T>(S item, Optional<T> result, Optional<ClusterException> failure) {

  /** Tries; whatever goes wrong becomes a failure of this one item. */
  static <S, T> Attempt<S, T> of(S item, Supplier<T> request) {
    try {
      return new Attempt<>(item, Optional.of(request.get()), Optional.empty());
    } catch (ClusterException e) {
      return new Attempt<>(item, Optional.empty(), Optional.of(e));
    } catch (RuntimeException e) {
      // the edge of a thread: one object that the client chokes on must not hide all others
      return new Attempt<>(
          item, Optional.empty(), Optional.of(ClusterFailures.unexpected(item.toString(), e)));
    }
  }
}
