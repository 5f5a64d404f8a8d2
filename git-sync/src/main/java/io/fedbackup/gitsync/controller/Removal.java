package io.fedbackup.gitsync.controller;

import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.gitsync.apply.ClusterException;
import io.fedbackup.gitsync.apply.KubernetesObjects;
import io.fedbackup.gitsync.apply.SyncRun;
import io.fedbackup.gitsync.plan.Owner;
import io.fedbackup.gitsync.plan.PruneGuard;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What {@code onRemoval: Prune} does: all objects of a GitSync that is being removed go, within an
 * hour or not at all.
 */
final class Removal {
  private static final Logger LOG = LoggerFactory.getLogger(Removal.class);
  private static final Duration PATIENCE = Duration.ofHours(1);

  private final SyncRun run;
  private final Impersonation impersonation;
  private final Clock clock;

  Removal(SyncRun run, Impersonation impersonation, Clock clock) {
    this.run = run;
    this.impersonation = impersonation;
    this.clock = clock;
  }

  /** Removes what is left; true where nothing is, or patience has ended. */
  boolean prune(GitSync sync) throws InterruptedException {
    var owner = new Owner(sync.getMetadata().getNamespace(), sync.getMetadata().getName());
    var settings =
        new SyncRun.Settings(
            owner,
            Set.of(SyncSteps.targetNamespace(sync)),
            Set.of(),
            new PruneGuard(true, 100),
            Optional.empty(),
            false);
    try {
      var objects = new KubernetesObjects(impersonation.as(sync));
      SyncRun.Result result = run.run(List.of(), objects, settings);
      if (result.isComplete() && result.plan().owned() == 0) {
        return true;
      }
      LOG.info("{} objects are still being removed", result.plan().owned());
    } catch (ClusterException e) {
      LOG.warn("the objects cannot be removed: {}", e.getMessage());
    }
    return isLate(sync);
  }

  private boolean isLate(GitSync sync) {
    Instant since = Instant.parse(sync.getMetadata().getDeletionTimestamp());
    boolean late = clock.instant().isAfter(since.plus(PATIENCE));
    if (late) {
      LOG.warn("objects stay behind: they could not be removed within {}", PATIENCE);
    }
    return late;
  }
}
