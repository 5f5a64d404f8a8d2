package io.fedbackup.e2e.bench;

import java.util.List;
import java.util.Locale;

/**
 * The same thing measured several times: the median counts, and how far apart the others lie is
 * shown.
 *
 * @param values at least one, in any order
 */
record Samples(List<Double> values) {

  Samples {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
    values = values.stream().sorted().toList();
  }

  double median() {
    int middle = values.size() / 2;
    return values.size() % 2 == 1
        ? values.get(middle)
        : (values.get(middle - 1) + values.get(middle)) / 2;
  }

  double least() {
    return values.getFirst();
  }

  double most() {
    return values.getLast();
  }

  /** Median and range of seconds, as in {@code 2.10 s (2.00-2.50)}. */
  String seconds() {
    return String.format(Locale.ROOT, "%.2f s (%.2f-%.2f)", median(), least(), most());
  }
}
