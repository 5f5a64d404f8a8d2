package io.fedbackup.gitsync.validate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Objects as the API server has them, for rules about what may be changed. */
@FunctionalInterface
public interface LiveObjects {

  /** The object, where it is there and was asked for. */
  Optional<JsonNode> find(ObjectKey key);

  /** No API server is known: nothing is there. */
  static LiveObjects none() {
    return key -> Optional.empty();
  }
}
