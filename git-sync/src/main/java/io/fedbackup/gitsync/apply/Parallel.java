package io.fedbackup.gitsync.apply;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * Many requests at once, within a bound.
 *
 * @param threads runs one task per request; virtual threads fit
 * @param atOnce requests under way at the same time
 */
record Parallel(ExecutorService threads, int atOnce) {

  /**
   * The results in the order of the items; the work must not throw for what can be expected.
   *
   * @throws IllegalStateException where it did
   */
  <S, T> List<T> map(Collection<S> items, Function<S, T> work) throws InterruptedException {
    var permits = new Semaphore(atOnce);
    List<Callable<T>> tasks = new ArrayList<>();
    for (S item : items) {
      tasks.add(
          () -> {
            permits.acquire();
            try {
              return work.apply(item);
            } finally {
              permits.release();
            }
          });
    }
    List<T> results = new ArrayList<>();
    for (Future<T> future : threads.invokeAll(tasks)) {
      results.add(result(future));
    }
    return results;
  }

  private static <T> T result(Future<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a request ended unexpectedly", e.getCause());
    }
  }
}
