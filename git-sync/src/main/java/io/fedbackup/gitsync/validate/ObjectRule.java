package io.fedbackup.gitsync.validate;

import com.fasterxml.jackson.databind.JsonNode;
import io.fedbackup.gitsync.report.Rule;

/**
 * A further rule that every document has to keep, checked after its structure. What it finds at or
 * above a place where an earlier check found something is left out: it is the same problem in other
 * words. Implementations are stateless and thread-safe.
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
  void check(Subject subject, Sink sink);

  /**
   * Checks whether an object that is there may become what the document says. Asked only for
   * documents without problems.
   *
   * @param live the object as the API server has it
   */
  default void checkTransition(Subject subject, JsonNode live, Sink sink) {}
}
