package io.fedbackup.e2e.bench;

import io.fedbackup.e2e.testbed.RequestCounts;
import io.fedbackup.e2e.testbed.RequestCounts.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What one contender needed for the same thing, several times. Not thread-safe. */
final class Costs {

  private final List<Double> seconds = new ArrayList<>();
  private final List<Double> cpuSeconds = new ArrayList<>();
  private final List<RequestCounts> requests = new ArrayList<>();
  private long peakMemory;

  void add(double took, RequestCounts asked, Duration cpu, long memory) {
    seconds.add(took);
    requests.add(asked);
    cpuSeconds.add(cpu.toMillis() / 1e3);
    peakMemory = Math.max(peakMemory, memory);
  }

  Samples seconds() {
    return new Samples(seconds);
  }

  void print(String name, int size) {
    var most = requests.stream().mapToLong(RequestCounts::total).max().orElseThrow();
    System.out.printf(
        Locale.ROOT,
        "  %-9s %s, %,d requests (%.3f per object; %,d writes, %,d dry runs), CPU %.1f s, peak"
            + " memory %d MiB%n",
        name,
        seconds().seconds(),
        most,
        most / (double) size,
        requests.stream().mapToLong(RequestCounts::writes).max().orElseThrow(),
        requests.stream().mapToLong(it -> it.count(Request::dryRun)).max().orElseThrow(),
        new Samples(cpuSeconds).median(),
        peakMemory >> 20);
  }
}
