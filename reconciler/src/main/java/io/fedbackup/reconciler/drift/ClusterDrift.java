package io.fedbackup.reconciler.drift;

import io.fedbackup.api.v1alpha1.DriftEntry;
import io.fedbackup.api.v1alpha1.DriftType;
import io.fedbackup.planning.drift.DriftLedger;
import io.fedbackup.planning.outcome.Messages;
import io.fedbackup.reconciler.remote.ClusterName;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one DriftReport per ApplicationCluster. What happens within a moment on a cluster is one
 * write; at rest there is none. The Events that are written before each correction are what
 * survives a crash; what stood uncorrected is looked at again after it.
 */
public final class ClusterDrift implements DriftBook, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterDrift.class);
  private static final Duration MOMENT = Duration.ofMillis(200);

  /** Until what could not be written is tried again, by the number of failures. */
  private static final IntervalFunction BACK_OFF =
      IntervalFunction.ofExponentialBackoff(Duration.ofSeconds(10), 2, Duration.ofMinutes(10));

  /** That wait to be written, of one cluster; more than a report holds, the newest stay. */
  private static final int MOST_TOLD = 1_000;

  /** Of what a watch shows before everything is known here. */
  private static final Duration SETTLED = Duration.ofSeconds(3);

  private static final Duration CLEAN_UP = Duration.ofHours(1);

  private final ReportStore reports;
  private final Predicate<ClusterName> known;
  private final Clock clock;
  private final IntervalFunction backOff;
  private final Map<ClusterName, Page> pages = new ConcurrentHashMap<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final ScheduledExecutorService writer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("drift-reports").daemon().factory());

  /** Where reports are kept. Throws {@link RuntimeException} where that does not work now. */
  public interface ReportStore {
    /** What is written of a cluster. */
    DriftLedger read(ClusterName cluster);

    /** Writes it; an empty one removes the report. */
    void write(ClusterName cluster, DriftLedger ledger, Instant now);

    /** The cluster is gone, and its report goes with it: nothing of it is kept in memory. */
    void forget(ClusterName cluster);
  }

  /**
   * Writes there.
   *
   * @param known whether there is such a cluster; what is told of others is not written
   */
  public ClusterDrift(ReportStore reports, Predicate<ClusterName> known, Clock clock) {
    this(reports, known, clock, BACK_OFF);
  }

  ClusterDrift(
      ReportStore reports, Predicate<ClusterName> known, Clock clock, IntervalFunction backOff) {
    this.reports = reports;
    this.known = known;
    this.clock = clock;
    this.backOff = backOff;
  }

  /** Begins to forget history in time; without it nothing is forgotten while nothing happens. */
  public void start() {
    long every = CLEAN_UP.toMillis();
    var _ =
        writer.scheduleWithFixedDelay(
            () -> pages.keySet().forEach(this::write), every, every, TimeUnit.MILLISECONDS);
  }

  /** One instruction. */
  private record Named(String kind, String name) {
    static Named of(DriftEntry entry) {
      return new Named(entry.kind(), entry.name());
    }
  }

  /** Something that was told and is not written yet. */
  private sealed interface Told {
    record Found(DriftEntry entry) implements Told {}

    record AsIntended(Named named) implements Told {}

    record Gone(String kind, Predicate<String> names) implements Told {}
  }

  /** What is known of one cluster. */
  private static final class Page {
    private final List<Told> told = new ArrayList<>();
    private final Set<Named> clean = new LinkedHashSet<>();
    private boolean due;
    private int failures;

    /** The oldest go where there are too many. */
    private void bound() {
      if (told.size() > MOST_TOLD) {
        told.subList(0, told.size() - MOST_TOLD).clear();
      }
    }
  }

  @Override
  public void found(ClusterName cluster, DriftEntry entry) {
    tell(cluster, Named.of(entry), new Told.Found(entry), false);
  }

  @Override
  public void asIntended(ClusterName cluster, String kind, String name) {
    var named = new Named(kind, name);
    tell(cluster, named, new Told.AsIntended(named), true);
  }

  @Override
  public void suspect(ClusterName cluster, DriftEntry extra, BooleanSupplier still) {
    later(
        () -> {
          if (still.getAsBoolean()) {
            found(cluster, extra);
          }
        },
        SETTLED);
  }

  @Override
  public void gone(ClusterName cluster, String kind, Predicate<String> names) {
    tell(cluster, new Told.Gone(kind, names));
  }

  @Override
  public boolean later(Runnable telling) {
    if (waiting.incrementAndGet() > MOST_TOLD) {
      waiting.decrementAndGet();
      return false;
    }
    later(telling, 1);
    return true;
  }

  private void later(Runnable telling, int attempt) {
    later(
        () -> {
          try {
            telling.run();
            waiting.decrementAndGet();
          } catch (RuntimeException e) {
            // the edge of the writer's thread: what was told must not be lost
            LOG.debug("not told at attempt {}: {}", attempt, Messages.cut(e.getMessage()));
            later(telling, attempt + 1);
          }
        },
        Duration.ofMillis(backOff.apply(attempt)));
  }

  /** The cluster is no longer known. */
  public void forget(ClusterName cluster) {
    pages.remove(cluster);
    later(() -> reports.forget(cluster), Duration.ZERO);
  }

  private void tell(ClusterName cluster, Named named, Told what, boolean clean) {
    if (!known.test(cluster)) {
      return; // work on it that was under way when it went
    }
    Page page = pages.computeIfAbsent(cluster, name -> new Page());
    synchronized (page) {
      if (clean && !page.clean.add(named)) {
        return; // nothing was wrong with it since
      }
      if (!clean) {
        page.clean.remove(named);
      }
    }
    tell(cluster, what);
  }

  private void tell(ClusterName cluster, Told what) {
    if (!known.test(cluster)) {
      return;
    }
    Page page = pages.computeIfAbsent(cluster, name -> new Page());
    boolean due;
    synchronized (page) {
      page.told.add(what);
      page.bound();
      due = !page.due;
      page.due = true;
    }
    if (due) {
      later(() -> write(cluster), MOMENT);
    }
  }

  private void later(Runnable work, Duration after) {
    try {
      var _ = writer.schedule(work, after.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("nothing is written any more: the process ends");
    }
  }

  private void write(ClusterName cluster) {
    Page page = pages.get(cluster);
    if (page == null) {
      return; // forgotten meanwhile
    }
    List<Told> told;
    synchronized (page) {
      told = List.copyOf(page.told);
      page.told.clear();
      page.due = false;
    }
    try {
      Instant now = clock.instant();
      DriftLedger before = reports.read(cluster);
      DriftLedger after = before;
      for (Told one : told) {
        after = with(after, one, now);
      }
      after = after.without(DriftLedger.HISTORY, now);
      if (!after.equals(before)) {
        reports.write(cluster, after, now);
      }
      synchronized (page) {
        page.failures = 0;
      }
    } catch (RuntimeException e) {
      // the edge of the writer's thread: what was told must not be lost
      Duration pause = keep(page, told);
      LOG.warn(
          "the DriftReport of cluster {} cannot be written, tried again in {} s: {}",
          cluster,
          pause.toSeconds(),
          Messages.cut(e.getMessage()));
      later(() -> write(cluster), pause);
    }
  }

  private Duration keep(Page page, List<Told> told) {
    synchronized (page) {
      page.told.addAll(0, told);
      page.bound();
      page.due = true;
      page.failures++;
      return Duration.ofMillis(backOff.apply(page.failures));
    }
  }

  private static DriftLedger with(DriftLedger ledger, Told one, Instant now) {
    return switch (one) {
      case Told.Found found ->
          ledger.updated(
              List.of(found.entry()),
              entry -> Named.of(entry).equals(Named.of(found.entry())),
              now);
      case Told.AsIntended right ->
          ledger.updated(List.of(), entry -> Named.of(entry).equals(right.named()), now);
      case Told.Gone gone ->
          ledger.updated(
              List.of(),
              entry ->
                  entry.type() == DriftType.EXTRA
                      && entry.kind().equals(gone.kind())
                      && gone.names().test(entry.name()),
              now);
    };
  }

  @Override
  public void close() {
    writer.shutdownNow();
  }
}
