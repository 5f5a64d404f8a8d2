package io.fedbackup.e2e.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What git-sync may ask of the API server for one sync, at the most, and what was more than that. A
 * benchmark goes on, so that all figures are seen, and fails in the end. Not thread-safe.
 */
final class RequestBounds {
  private static final double FIRST_PER_OBJECT = 1.05;
  private static final int NO_OP = 60;
  private static final int CHANGE = 62;

  /** The size that the bounds are given for; a smaller commit may not need more. */
  private static final int SIZE = 5_000;

  /** The GitSync, or the request for a sync, which the benchmark writes. */
  private static final int OF_BENCHMARK = 1;

  private final List<String> exceeded = new ArrayList<>();

  /**
   * Looks at one sync of git-sync; what others need is not bounded.
   *
   * @param size number of objects of the commit
   * @param requests all, with the one of the benchmark
   * @param writes of these, those that changed something
   */
  void check(Contest.Scenario scenario, int size, long requests, long writes) {
    int scale = Math.ceilDiv(size, SIZE);
    long most =
        switch (scenario) {
          case FIRST -> (long) Math.ceil(size * FIRST_PER_OBJECT);
          case NO_OP -> (long) NO_OP * scale;
          case CHANGE -> (long) CHANGE * scale;
        };
    long asked = requests - OF_BENCHMARK;
    if (asked > most) {
      exceeded.add(
          String.format(
              Locale.ROOT,
              "%s, %,d objects: %,d requests, at most %,d are allowed",
              scenario.title(),
              size,
              asked,
              most));
    }
    long written = writes - OF_BENCHMARK;
    if (scenario == Contest.Scenario.NO_OP && written > 1) {
      exceeded.add(
          String.format(
              Locale.ROOT,
              "%s, %,d objects: %,d writes, only one of the status is allowed",
              scenario.title(),
              size,
              written));
    }
  }

  /** One sentence for each bound that was exceeded, in the order of the syncs. */
  List<String> exceeded() {
    return List.copyOf(exceeded);
  }
}
