package io.fedbackup.gitsync.controller;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fedbackup.api.v1alpha1.DriftReport;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.planning.drift.DriftLedger;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * DriftReports by git-sync's own rights. What was written is remembered, since nobody else writes:
 * at rest nothing is asked. One whose owner is not the GitSync is not ours and is replaced.
 */
final class DriftReports implements DriftBook {
  private static final String PREFIX = "gitsync-";
  private static final int TRIES = 3;

  private final KubernetesClient own;
  private final SyncMetrics metrics;
  private final Clock clock;

  /** By UID of the GitSync; empty where there is none. */
  private final Map<String, Optional<DriftReport>> known = new ConcurrentHashMap<>();

  DriftReports(KubernetesClient own, SyncMetrics metrics, Clock clock) {
    this.own = own;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public DriftLedger read(GitSync sync) {
    return DriftLedger.of(report(sync).map(DriftReport::getStatus).orElse(null));
  }

  @Override
  public void write(GitSync sync, Update update) {
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      Instant now = clock.instant();
      DriftLedger before = read(sync);
      DriftLedger after = update.after(before, now).without(history(sync), now);
      if (after.equals(before) && (!after.isEmpty() || report(sync).isEmpty())) {
        return;
      }
      if (store(sync, after, now)) {
        metrics.drifted(sync, before, after);
        return;
      }
      known.remove(sync.getMetadata().getUid());
    }
    throw new KubernetesClientException(
        "DriftReport %s/%s is written by somebody else, too"
            .formatted(sync.getMetadata().getNamespace(), name(sync)));
  }

  /** Forgets a GitSync that is gone; its report goes with it. */
  void forget(GitSync sync) {
    known.remove(sync.getMetadata().getUid());
  }

  private static Duration history(GitSync sync) {
    return Durations.parse(sync.getSpec().driftHistory());
  }

  private Optional<DriftReport> report(GitSync sync) {
    return known.computeIfAbsent(sync.getMetadata().getUid(), uid -> load(sync));
  }

  private Optional<DriftReport> load(GitSync sync) {
    DriftReport found =
        own.resources(DriftReport.class)
            .inNamespace(sync.getMetadata().getNamespace())
            .withName(name(sync))
            .get();
    if (found == null) {
      return Optional.empty();
    }
    boolean ours =
        found.getMetadata().getOwnerReferences().stream()
            .map(OwnerReference::getUid)
            .anyMatch(uid -> uid.equals(sync.getMetadata().getUid()));
    if (!ours) {
      own.resource(found).delete();
      return Optional.empty();
    }
    return Optional.of(found);
  }

  /** Returns false where somebody else wrote meanwhile. */
  private boolean store(GitSync sync, DriftLedger ledger, Instant now) {
    String uid = sync.getMetadata().getUid();
    Optional<DriftReport> report = report(sync);
    try {
      if (ledger.isEmpty()) {
        report.ifPresent(it -> own.resource(it).delete());
        known.put(uid, Optional.empty());
        return true;
      }
      DriftReport target = report.isPresent() ? report.get() : own.resource(made(sync)).create();
      DriftReport copy = own.getKubernetesSerialization().clone(target);
      copy.setStatus(ledger.status(target.getStatus(), target.getMetadata().getGeneration(), now));
      known.put(uid, Optional.of(own.resource(copy).updateStatus()));
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT
          || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  private static DriftReport made(GitSync sync) {
    var report = new DriftReport();
    report.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(sync.getMetadata().getNamespace())
            .withName(name(sync))
            .withOwnerReferences(
                new OwnerReferenceBuilder()
                    .withApiVersion(Objects.requireNonNull(sync.getApiVersion()))
                    .withKind(sync.getKind())
                    .withName(sync.getMetadata().getName())
                    .withUid(sync.getMetadata().getUid())
                    .withController(true)
                    .build())
            .build());
    return report;
  }

  private static String name(GitSync sync) {
    return PREFIX + sync.getMetadata().getName();
  }
}
