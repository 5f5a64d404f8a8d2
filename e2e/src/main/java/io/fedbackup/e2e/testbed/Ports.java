package io.fedbackup.e2e.testbed;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Hands out loopback ports. They lie below the range that operating systems take for outgoing
 * connections and are handed out once, so a server that is stopped for a while finds its port free
 * when it comes back. Each process with a test bed has a range of its own, which it holds by the
 * lock of a file. Thread-safe.
 */
final class Ports {

  private static final int FIRST = 20_000;
  private static final int RANGES = 8;
  private static final int COUNT = 1_500;

  /** One for all test beds of the process. */
  private static final Range RANGE = Range.claim();

  private static final AtomicInteger NEXT = new AtomicInteger();

  int free() {
    for (int tries = 0; tries < COUNT; tries++) {
      int port = RANGE.first() + Math.floorMod(NEXT.getAndIncrement(), COUNT);
      if (isFree(port)) {
        return port;
      }
    }
    throw new TestbedException(
        "No free port between %d and %d".formatted(RANGE.first(), RANGE.first() + COUNT - 1));
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  /**
   * Ports that no other test bed uses.
   *
   * @param lock held until the process ends, however it ends
   */
  private record Range(int first, FileLock lock) {

    static Range claim() {
      for (int number = 0; number < RANGES; number++) {
        var lock = tryLock(number);
        if (lock != null) {
          return new Range(FIRST + number * COUNT, lock);
        }
      }
      throw new TestbedException(
          "There are %d test beds on this machine already".formatted(RANGES));
    }

    private static @Nullable FileLock tryLock(int number) {
      var file = Path.of(System.getProperty("java.io.tmpdir"), "fedbackup-ports-" + number);
      try {
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var lock = channel.tryLock();
        if (lock == null) {
          channel.close();
        }
        return lock;
      } catch (IOException notOurs) {
        return null;
      }
    }
  }
}
