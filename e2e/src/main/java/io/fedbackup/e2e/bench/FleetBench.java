package io.fedbackup.e2e.bench;

import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.api.v1alpha1.GitSyncSpecBuilder;
import io.fedbackup.e2e.fleet.Fleet;
import io.fedbackup.e2e.fleet.FleetCluster;
import io.fedbackup.e2e.programs.Installation;
import io.fedbackup.e2e.programs.Questions;
import io.fedbackup.e2e.testbed.Testbed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * What needs a fleet: how long a push takes to become a Stork schedule on two clusters, and how
 * many objects a second are applied of a commit with 500 schedules, beside the ceiling of a bare
 * client that applies the same objects to the same API server in the same run; how long a change by
 * hand takes to be reported and put right; and what commits of 1,000 and 5,000 objects cost.
 */
final class FleetBench {

  private static final int ROUNDS = 5;
  private static final int OBJECTS = 500;
  private static final int AT_ONCE = 24;
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Duration STEP = Duration.ofMillis(20);

  private final Installation installation;

  private FleetBench(Installation installation) {
    this.installation = installation;
  }

  /**
   * Starts a fleet, measures and prints the figures.
   *
   * @param directory gets logs
   * @param pushes whether pushes and changes by hand are measured
   * @param commits whether commits of many objects are measured
   * @param bounds of what git-sync may need for these
   */
  static void measure(Path directory, boolean pushes, boolean commits, RequestBounds bounds)
      throws InterruptedException, ExecutionException {
    System.out.println("starting a backup cluster and two application clusters ...");
    try (var testbed = Testbed.open(directory);
        var fleet = Fleet.start(testbed, Installation.fleetOptions());
        var installation = new Installation(fleet, testbed, directory.resolve("installation"))) {
      var bench = new FleetBench(installation);
      bench.prepare();
      if (pushes) {
        bench.pushToSchedule();
        bench.objectsPerSecond();
        bench.handEdits();
      }
      if (commits) {
        bench.largeCommits(bounds);
      }
    }
  }

  private void prepare() {
    installation.openShops();
    installation.admitTeam();
    var commit = installation.pushExamples();
    installation.reconciler().startAndAwaitReady();
    installation.gitSync().startAndAwaitReady();
    awaitApplied(commit);
    installation.fleet().applications().forEach(cluster -> awaitSchedule(cluster, "shop-hourly"));
  }

  private void pushToSchedule() {
    var seconds = new ArrayList<Double>();
    for (var round = 1; round <= ROUNDS; round++) {
      var name = "round-" + round;
      installation.copy().write("rounds/" + name + ".yaml", Schedules.onBothClusters(name));
      var start = System.nanoTime();
      installation.copy().commitAndPush("Round " + round);
      installation.requestSync();
      installation.fleet().applications().forEach(cluster -> awaitSchedule(cluster, name));
      seconds.add((System.nanoTime() - start) / 1e9);
    }
    var sorted = seconds.stream().sorted().toList();
    System.out.printf(
        Locale.ROOT,
        "push to Stork schedule on 2 clusters: median %.2f s, min %.2f s, max %.2f s (%d rounds)%n",
        sorted.get(ROUNDS / 2),
        sorted.getFirst(),
        sorted.getLast(),
        ROUNDS);
  }

  private void objectsPerSecond() throws InterruptedException, ExecutionException {
    var yaml = Schedules.onNoCluster("peer", OBJECTS);
    var ceiling = rate(() -> applyBare(yaml));
    for (var i = 0; i < OBJECTS; i++) {
      installation
          .copy()
          .write("many/" + i + ".yaml", Schedules.onNoCluster("many", OBJECTS).get(i));
    }
    var before = installation.fleet().backup().requestCounts();
    var ours =
        rate(
            () -> {
              var commit = installation.copy().commitAndPush("Many schedules");
              installation.requestSync();
              awaitApplied(commit);
            });
    var after = installation.fleet().backup().requestCounts();
    System.out.printf(
        Locale.ROOT,
        "commit of %d schedules, push to applied: %.0f objects/s; bare client: %.0f objects/s;"
            + " ratio %.2f%n",
        OBJECTS,
        ours,
        ceiling,
        ours / ceiling);
    var requests = after.since(before);
    System.out.printf(
        Locale.ROOT,
        "requests to the backup cluster meanwhile: %d for schedules (all programs), %d writes in all%n",
        requests.of("fedbackup.io", "backupschedules"),
        requests.writes());
  }

  private void handEdits() {
    // at rest: everybody has seen the last of the many
    Awaitility.await("rest")
        .atMost(LIMIT)
        .pollInterval(STEP)
        .until(
            () ->
                installation.ask().schedule("many-" + (OBJECTS - 1)).orElseThrow().getStatus()
                    != null);
    var schedules = IntStream.range(0, 2 * ROUNDS).mapToObj(i -> "many-" + i).toList();
    new HandEdits(installation).measure(schedules);
  }

  /** Alone on the backup cluster, and of folders that the fleet's own GitSync does not follow. */
  private void largeCommits(RequestBounds bounds) {
    installation.reconciler().stop();
    installation
        .backup()
        .resources(GitSync.class)
        .inNamespace(Installation.NAMESPACE)
        .withName("fleet")
        .edit(
            sync -> {
              sync.setSpec(GitSyncSpecBuilder.builder(sync.getSpec()).suspend(true).build());
              return sync;
            });
    new LargeCommits(installation, bounds).measure();
  }

  private static double rate(Work work) throws InterruptedException, ExecutionException {
    var start = System.nanoTime();
    work.run();
    return OBJECTS / ((System.nanoTime() - start) / 1e9);
  }

  /** Something that is timed. */
  @FunctionalInterface
  private interface Work {
    void run() throws InterruptedException, ExecutionException;
  }

  private void applyBare(List<String> documents) throws InterruptedException, ExecutionException {
    var client = installation.backup();
    var places = new Semaphore(AT_ONCE);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var work =
          documents.stream()
              .map(
                  document ->
                      threads.submit(
                          () -> {
                            places.acquire();
                            try {
                              return client.resource(document).forceConflicts().serverSideApply();
                            } finally {
                              places.release();
                            }
                          }))
              .toList();
      for (var one : work) {
        one.get();
      }
    }
  }

  private void awaitApplied(String commit) {
    Awaitility.await("commit " + commit)
        .atMost(LIMIT)
        .pollInterval(STEP)
        .until(
            () ->
                installation
                    .ask()
                    .appliedRevision("fleet")
                    .filter(revision -> revision.contains(commit))
                    .isPresent());
  }

  private static void awaitSchedule(FleetCluster cluster, String name) {
    Awaitility.await(name + " on " + cluster.name())
        .atMost(LIMIT)
        .pollInterval(STEP)
        .until(() -> !Questions.storkSchedules(cluster, name).isEmpty());
  }
}
