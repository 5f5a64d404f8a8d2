package io.fedbackup.gitsync.controller;

import io.fedbackup.api.v1alpha1.GitSync;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was applied last stays so, also while the repository cannot be read, or has a commit that is
 * refused: where a watch has called, it is compared with that.
 */
final class LastGood {
  private static final Logger LOG = LoggerFactory.getLogger(LastGood.class);

  private LastGood() {}

  /** Compares the cluster with what was applied. */
  @FunctionalInterface
  interface Comparison {
    /** As {@link SyncSteps#compare}. */
    boolean compare(Rest good, SyncProgress progress) throws InterruptedException;
  }

  /**
   * Keeps it, if anything calls for that. What goes wrong with it does not hide why the sync ended.
   *
   * @param progress of the sync that ended early; gets what this did
   */
  static void keep(GitSync sync, Remembered known, SyncProgress progress, Comparison comparison)
      throws InterruptedException {
    Rest good = known.good;
    boolean called = known.sentinel.hasCalled() && progress.wanted.isEmpty();
    if (good == null || !called || !good.isOf(sync)) {
      return;
    }
    var aside = new SyncProgress();
    try {
      progress.kept = comparison.compare(good, aside) && aside.isThrough();
      progress.soon = !aside.isThrough() && aside.comparedWithGit();
    } catch (RuntimeException e) {
      // whatever it is: the status is to say why the sync ended, and this is tried again
      progress.soon = true;
      LOG.warn(
          "not compared with what was applied last: {}",
          e instanceof SyncTrouble trouble
              ? trouble.text()
              : SyncTrouble.unforeseen("compare with what was applied last", e).text());
    }
    progress.written = aside.written;
    progress.applied = aside.applied;
    progress.corrected = aside.corrected;
    progress.events.addAll(aside.events);
  }
}
