package io.fedbackup.gitsync.receiver;

import java.util.Optional;

/** The headers of one call. */
@FunctionalInterface
public interface CallHeaders {

  /** The first value of a header, whose name is in any case. */
  Optional<String> first(String name);
}
