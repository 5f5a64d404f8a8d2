package io.fedbackup.e2e.bench;

import io.fedbackup.api.v1alpha1.Annotations;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.api.v1alpha1.GitSyncStatus;
import io.fedbackup.e2e.bench.Contest.Scenario;
import io.fedbackup.e2e.programs.Installation;
import io.fedbackup.e2e.programs.SyncRequests;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/**
 * Commits of many objects: the first sync, one that has nothing to do, and one of which one object
 * has changed. Time, requests as the API server counts them, and git-sync's memory. Nothing but
 * git-sync may work on the backup cluster meanwhile; what the benchmark itself writes, the GitSync
 * or its request for a sync, is one of the writes.
 */
final class LargeCommits {
  private static final int SMALL = 1_000;
  private static final int LARGE = 5_000;
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Duration STEP = Duration.ofMillis(20);

  private final Installation installation;
  private final RequestBounds bounds;

  LargeCommits(Installation installation, RequestBounds bounds) {
    this.installation = installation;
    this.bounds = bounds;
  }

  /** Measures both sizes and prints the figures. */
  void measure() {
    var small = measure(SMALL);
    var large = measure(LARGE);
    grown(Scenario.FIRST, small.first(), large.first());
    grown(Scenario.NO_OP, small.noOp(), large.noOp());
    grown(Scenario.CHANGE, small.change(), large.change());
  }

  private static void grown(Scenario what, Figures small, Figures large) {
    System.out.printf(
        Locale.ROOT,
        "%s: %d times the objects take %.1f times as long%n",
        what.title(),
        LARGE / SMALL,
        large.seconds() / small.seconds());
  }

  /**
   * What one sync took.
   *
   * @param requests to the API server, without watches
   * @param writes of these, those that changed something
   */
  private record Figures(double seconds, long requests, long writes) {}

  /** The syncs of one size. */
  private record Costs(Figures first, Figures noOp, Figures change) {}

  private Costs measure(int size) {
    var name = "n" + size;
    for (var i = 0; i < size; i++) {
      installation.copy().write(file(name, i), policy(name, i, 24));
    }
    var commit = installation.copy().commitAndPush(size + " policies");
    var first = measured(() -> follow(name), () -> hasApplied(name, commit));
    report(Scenario.FIRST, size, first);
    var request = UUID.randomUUID().toString();
    var noOp = measured(() -> request(name, request), () -> hasHandled(name, request));
    report(Scenario.NO_OP, size, noOp);
    installation.copy().write(file(name, 0), policy(name, 0, 25));
    var next = installation.copy().commitAndPush("One policy");
    var change =
        measured(() -> request(name, UUID.randomUUID().toString()), () -> hasApplied(name, next));
    report(Scenario.CHANGE, size, change);
    System.out.printf(
        Locale.ROOT,
        "git-sync's memory, highest so far: %d MiB%n",
        installation.gitSync().peakMemory() >> 20);
    return new Costs(first, noOp, change);
  }

  private void report(Scenario what, int size, Figures figures) {
    bounds.check(what, size, figures.requests(), figures.writes());
    System.out.printf(
        Locale.ROOT,
        "%s of %d objects: %.2f s, %d requests (%.3f per object), %d writes%n",
        what.title(),
        size,
        figures.seconds(),
        figures.requests(),
        figures.requests() / (double) size,
        figures.writes());
  }

  private Figures measured(Runnable start, BooleanSupplier done) {
    var before = installation.fleet().backup().requestCounts();
    var began = System.nanoTime();
    start.run();
    Awaitility.await("the sync").atMost(LIMIT).pollInterval(STEP).until(done::getAsBoolean);
    var seconds = (System.nanoTime() - began) / 1e9;
    var all = SyncRequests.of(installation.fleet().backup().requestCounts().since(before));
    return new Figures(seconds, all.total(), all.writes());
  }

  private void follow(String name) {
    var document =
        """
        apiVersion: fedbackup.io/v1alpha1
        kind: GitSync
        metadata: {name: %s, namespace: team-shop}
        spec:
          url: %s
          ref: {branch: main}
          path: large/%s
          interval: 1h
          serviceAccountName: repository
          secretRef: {name: repository-access}
        """
            .formatted(name, installation.url(), name);
    installation
        .backup()
        .load(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)))
        .serverSideApply();
  }

  private void request(String name, String value) {
    edit(
        name,
        sync -> {
          var annotations = new HashMap<String, String>();
          Optional.ofNullable(sync.getMetadata().getAnnotations()).ifPresent(annotations::putAll);
          annotations.put(Annotations.REQUESTED_AT, value);
          sync.getMetadata().setAnnotations(annotations);
        });
  }

  private void edit(String name, Consumer<GitSync> change) {
    installation
        .backup()
        .resources(GitSync.class)
        .inNamespace(Installation.NAMESPACE)
        .withName(name)
        .edit(
            sync -> {
              change.accept(sync);
              return sync;
            });
  }

  private boolean hasApplied(String name, String commit) {
    return status(name)
        .map(GitSyncStatus::lastAppliedRevision)
        .filter(it -> it.contains(commit))
        .isPresent();
  }

  private boolean hasHandled(String name, String request) {
    return status(name)
        .map(GitSyncStatus::lastHandledRequestAt)
        .filter(request::equals)
        .isPresent();
  }

  private Optional<GitSyncStatus> status(String name) {
    return Optional.ofNullable(
            installation
                .backup()
                .resources(GitSync.class)
                .inNamespace(Installation.NAMESPACE)
                .withName(name)
                .get())
        .map(GitSync::getStatus);
  }

  private static String file(String name, int number) {
    return "large/%s/%d/%d.yaml".formatted(name, number / 100, number);
  }

  private static String policy(String name, int number, int retain) {
    return """
    apiVersion: fedbackup.io/v1alpha1
    kind: SchedulePolicy
    metadata:
      name: %s-%d
      namespace: team-shop
      labels:
        size: %s
    spec:
      interval:
        minutes: 60
        retain: %d
    """
        .formatted(name, number, name, retain);
  }
}
