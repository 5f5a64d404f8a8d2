package io.fedbackup.gitsync.validate;

import io.fedbackup.gitsync.report.Rule;
import io.fedbackup.gitsync.report.Severity;
import java.util.List;

/**
 * A rule about what several objects mean together. Asked only where all documents could be read, so
 * that what is missing is missing in Git and not only in what could be read. Implementations are
 * stateless and thread-safe.
 */
@FunctionalInterface
public interface FleetRule {

  /** Receives what a rule finds. */
  @FunctionalInterface
  interface Sink {
    /** Reports a problem of the value at this JSON pointer of one of the objects. */
    void report(
        ObjectKey object,
        String pointer,
        Rule rule,
        Severity severity,
        String message,
        String remedy);
  }

  /** Checks all objects together; those that are described twice are in it once. */
  void check(List<Manifest> manifests, Sink sink);
}
