package io.fedbackup.gitsync.validate;

import com.fasterxml.jackson.databind.JsonNode;
import io.fedbackup.gitsync.report.Rule;
import io.fedbackup.gitsync.schema.ResourceKind;

/**
 * A further rule that every document has to keep once its structure is right; the place where the
 * CEL rules of the definitions are evaluated without a cluster. Implementations are stateless and
 * thread-safe.
 */
@FunctionalInterface
public interface ObjectRule {

  /** Receives what a rule finds at a JSON pointer. */
  @FunctionalInterface
  interface Sink {
    /** Reports a problem of the value at this pointer. */
    void report(String pointer, Rule rule, String message, String remedy);
  }

  /** Checks one object. */
  void check(ResourceKind kind, JsonNode object, Sink sink);
}
