package io.fedbackup.e2e.testbed;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hands out loopback ports. They lie below the range that operating systems take for outgoing
 * connections and are handed out once, so a server that is stopped for a while finds its port free
 * when it comes back. Thread-safe.
 */
final class Ports {

  private static final int FIRST = 20_000;
  private static final int COUNT = 12_000;

  private final AtomicInteger next =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT)); // apart from other test beds

  int free() {
    for (int tries = 0; tries < COUNT; tries++) {
      int port = FIRST + Math.floorMod(next.getAndIncrement(), COUNT);
      if (isFree(port)) {
        return port;
      }
    }
    throw new TestbedException(
        "No free port between %d and %d".formatted(FIRST, FIRST + COUNT - 1));
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
