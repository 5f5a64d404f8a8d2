package io.fedbackup.e2e.bench;

import io.fedbackup.e2e.testbed.ClusterState;
import io.fedbackup.e2e.testbed.ControlPlane;
import io.fedbackup.e2e.testbed.RequestCounts;
import io.fedbackup.e2e.testbed.RequestCounts.Request;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;

/**
 * Two contenders by turns, A B B A, on one backup cluster that is as it was before each turn: the
 * first sync after a start, then several that have nothing to do, then several of which one object
 * has changed. Every object is looked at before a time counts. The time is from the request to the
 * contender's own status, seen by a watch that was open before.
 */
final class Contest {

  private static final int REPEATS = 2;
  private static final double BUSY = 3;
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Duration REST = Duration.ofMillis(500);

  private static final Set<String> GROUPS =
      Set.of("fedbackup.io", "source.toolkit.fluxcd.io", "kustomize.toolkit.fluxcd.io");
  private static final Set<String> OTHERS =
      Set.of("configmaps", "events", "secrets", "serviceaccounts");
  private static final Set<String> ASKED_BY_BENCHMARK =
      Set.of("gitsyncs", "gitrepositories", "kustomizations");

  private final ControlPlane cluster;
  private final Policies policies;
  private final Contender ours;
  private final Contender peer;
  private final RequestBounds bounds;
  private final Map<Contender, Map<Scenario, Costs>> results = new HashMap<>();

  /** What is measured, and how many times faster than the peer it should be. */
  enum Scenario {
    FIRST("first sync", 2.5),
    NO_OP("no-op sync", 10),
    CHANGE("one object changed", 10);

    private final String title;
    private final double goal;

    Scenario(String title, double goal) {
      this.title = title;
      this.goal = goal;
    }

    String title() {
      return title;
    }
  }

  /**
   * A contest of these two; nothing is done yet.
   *
   * @param bounds of what ours may need
   */
  Contest(
      ControlPlane cluster,
      Policies policies,
      Contender ours,
      Contender peer,
      RequestBounds bounds) {
    this.cluster = cluster;
    this.policies = policies;
    this.ours = ours;
    this.peer = peer;
    this.bounds = bounds;
  }

  /**
   * Runs all turns and prints what they came to.
   *
   * @param start what each turn begins with
   * @param commit what is in the repository
   * @param size number of objects
   */
  void run(ClusterState start, String commit, int size) {
    var now = commit;
    for (var contender : List.of(ours, peer, peer, ours)) {
      cluster.restore(start);
      var load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
      System.out.printf(
          Locale.ROOT,
          "  %s, %,d objects; load average before %.1f%s%n",
          contender.name(),
          size,
          load,
          load > BUSY ? ": the machine is busy, do not trust the times" : "");
      now = turn(contender, now);
    }
    for (var scenario : Scenario.values()) {
      print(scenario, size);
    }
  }

  private String turn(Contender contender, String commit) {
    contender.start();
    try {
      measured(
          contender,
          Scenario.FIRST,
          contender.applied(commit),
          () -> contender.follow(Policies.FOLDER));
      for (var i = 0; i < REPEATS; i++) {
        var request = UUID.randomUUID().toString();
        measured(
            contender,
            Scenario.NO_OP,
            contender.served(request),
            () -> contender.requestSync(request));
      }
      var now = commit;
      for (var i = 0; i < REPEATS; i++) {
        now = policies.pushChange();
        measured(
            contender,
            Scenario.CHANGE,
            contender.applied(now),
            () -> contender.announceCommit(UUID.randomUUID().toString()));
      }
      return now;
    } finally {
      contender.stop();
    }
  }

  private void measured(
      Contender contender, Scenario scenario, CompletableFuture<?> done, Runnable trigger) {
    var requestsBefore = atRest();
    var before = contender.figures();
    var start = System.nanoTime();
    trigger.run();
    await(contender, scenario, done);
    var seconds = (System.nanoTime() - start) / 1e9;
    var requests = atRest().since(requestsBefore);
    var after = contender.figures();
    policies.require(contender.fieldManager());
    if (contender.equals(ours)) {
      bounds.check(scenario, policies.size(), requests.total(), requests.writes());
    }
    costs(contender, scenario)
        .add(seconds, requests, after.cpu().minus(before.cpu()), after.peakMemory());
  }

  private static void await(Contender contender, Scenario scenario, CompletableFuture<?> done) {
    try {
      done.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(
          "%s does not finish: %s".formatted(contender.name(), scenario.title), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    } finally {
      done.cancel(true);
    }
  }

  /** Waits until nobody has work left, so that it is not counted for what comes next. */
  private RequestCounts atRest() {
    var last = new AtomicReference<>(counts());
    Awaitility.await("rest")
        .atMost(LIMIT)
        .pollDelay(REST)
        .pollInterval(REST)
        .until(
            () -> {
              var now = counts();
              return now.equals(last.getAndSet(now));
            });
    return last.get();
  }

  private RequestCounts counts() {
    return cluster.requestCounts().only(Contest::isOfSyncs);
  }

  /** Neither watches, nor what the benchmark itself asks, nor the control plane's own requests. */
  private static boolean isOfSyncs(Request request) {
    var byBenchmark =
        ASKED_BY_BENCHMARK.contains(request.resource())
            && request.subresource().isEmpty()
            && Set.of("GET", "LIST").contains(request.verb());
    return !request.verb().equals("WATCH")
        && !byBenchmark
        && (GROUPS.contains(request.group()) || OTHERS.contains(request.resource()));
  }

  private Costs costs(Contender contender, Scenario scenario) {
    return results
        .computeIfAbsent(contender, it -> new EnumMap<>(Scenario.class))
        .computeIfAbsent(scenario, it -> new Costs());
  }

  private void print(Scenario scenario, int size) {
    var our = costs(ours, scenario);
    var theirs = costs(peer, scenario);
    System.out.printf(
        Locale.ROOT,
        "%s, %,d objects: %s is %.1f times as fast as %s (goal at 5,000: %.1f); at its slowest beside"
            + " the other's fastest %.1f times%n",
        scenario.title,
        size,
        ours.name(),
        theirs.seconds().median() / our.seconds().median(),
        peer.name(),
        scenario.goal,
        theirs.seconds().least() / our.seconds().most());
    our.print(ours.name(), size);
    theirs.print(peer.name(), size);
  }
}
