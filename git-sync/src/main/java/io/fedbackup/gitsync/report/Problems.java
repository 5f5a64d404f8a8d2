package io.fedbackup.gitsync.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Collects problems, at most {@value #MAXIMUM}; what is beyond is only counted. Not thread-safe.
 */
public final class Problems {
  /** How many problems are kept with their text. */
  public static final int MAXIMUM = 1000;

  private final List<Problem> kept = new ArrayList<>();
  private int total;

  /** Adds one. */
  public void add(Problem problem) {
    total++;
    if (kept.size() < MAXIMUM) {
      kept.add(problem);
    }
  }

  /** Adds all of them. */
  public void addAll(Collection<Problem> problems) {
    problems.forEach(this::add);
  }

  /** Adds all of them, and counts those whose text was not kept. */
  public void addAll(Problems others) {
    addAll(others.kept);
    total += others.total - others.kept.size();
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return total == 0;
  }

  /** How many there are, with those whose text was not kept. */
  public int total() {
    return total;
  }

  /** What was kept, sorted by place. */
  public List<Problem> sorted() {
    return kept.stream().sorted().distinct().toList();
  }
}
