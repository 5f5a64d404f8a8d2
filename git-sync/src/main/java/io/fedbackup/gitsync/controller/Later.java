package io.fedbackup.gitsync.controller;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A few threads for what nobody waits for; what is not done when this is closed is left out. */
final class Later implements NewestOnly.Timer, AutoCloseable {
  private static final int AT_ONCE = 4;

  private final ScheduledThreadPoolExecutor threads =
      new ScheduledThreadPoolExecutor(
          AT_ONCE,
          Thread.ofPlatform().name("later-", 0).daemon().factory(),
          new ThreadPoolExecutor.DiscardPolicy());

  @Override
  public void after(Duration pause, Runnable what) {
    var _ = threads.schedule(what, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
