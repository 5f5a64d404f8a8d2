package io.fedbackup.gitsync.controller;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fedbackup.api.v1alpha1.DriftEntry;
import io.fedbackup.api.v1alpha1.GitProvider;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.gitsync.commitstatus.Posting;
import io.fedbackup.gitsync.receiver.HookAnswer;
import io.fedbackup.planning.drift.DriftLedger;
import io.fedbackup.planning.outcome.Outcome;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What git-sync measures: syncs by result, calls of Git servers and reports to them, and requests
 * to the API server by method. Thread-safe.
 */
final class SyncMetrics {
  private final MeterRegistry registry;

  SyncMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void synced(GitSync sync, Outcome outcome, Duration duration) {
    Timer.builder("fedbackup.gitsync.sync")
        .description("Time of one sync, from asking the remote to the last write")
        .tag("namespace", sync.getMetadata().getNamespace())
        .tag("name", sync.getMetadata().getName())
        .tag("result", outcome.getClass().getSimpleName())
        .register(registry)
        .record(duration);
  }

  /** Counts what a report names for the first time. */
  void drifted(GitSync sync, DriftLedger before, DriftLedger after) {
    List<DriftEntry> standing = before.uncorrected();
    after.uncorrected().stream()
        .filter(entry -> !DriftLedger.names(standing, entry))
        .forEach(
            entry ->
                registry
                    .counter(
                        "fedbackup.gitsync.drift",
                        "namespace",
                        sync.getMetadata().getNamespace(),
                        "name",
                        sync.getMetadata().getName(),
                        "type",
                        entry.type().wire())
                    .increment());
  }

  /** Shows how many watches there are. */
  void watches(Supplier<Number> count) {
    Gauge.builder("fedbackup.gitsync.watches", count)
        .description("Watches on what GitSyncs have applied")
        .register(registry);
  }

  /** Counts an answer to a Git server that called. */
  void called(Optional<GitProvider> provider, HookAnswer answer) {
    registry
        .counter(
            "fedbackup.gitsync.hook.calls",
            "provider",
            provider.map(GitProvider::wire).orElse("unknown"),
            "result",
            answer.label())
        .increment();
  }

  /** Counts an attempt to report to a Git server. */
  void reported(GitProvider provider, Posting posting) {
    registry
        .counter(
            "fedbackup.gitsync.commit.statuses",
            "provider",
            provider.wire(),
            "result",
            posting.getClass().getSimpleName())
        .increment();
  }

  /** Counts every request of a client. */
  Interceptor counting() {
    return new Interceptor() {
      @Override
      public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        registry.counter("fedbackup.gitsync.api.requests", "method", request.method()).increment();
      }
    };
  }
}
