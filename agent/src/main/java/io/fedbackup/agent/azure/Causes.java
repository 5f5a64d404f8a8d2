package io.fedbackup.agent.azure;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks through an exception and its causes; both libraries and the JVM wrap what really happened
 * several times.
 */
final class Causes {

  private static final int DEEPEST = 16;

  private Causes() {}

  /** Returns the exception and its causes, the outermost first, no more than {@value #DEEPEST}. */
  static Stream<Throwable> of(Throwable failure) {
    return Stream.<Throwable>iterate(failure, t -> t != null, Throwable::getCause).limit(DEEPEST);
  }

  /** Returns the outermost one of a type. */
  static <T> Optional<T> first(Throwable failure, Class<T> type) {
    return of(failure).filter(type::isInstance).map(type::cast).findFirst();
  }

  /** Returns the innermost one. */
  static Throwable root(Throwable failure) {
    return of(failure).reduce(failure, (outer, inner) -> inner);
  }
}
