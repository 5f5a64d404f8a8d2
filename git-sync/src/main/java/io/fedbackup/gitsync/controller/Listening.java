package io.fedbackup.gitsync.controller;

import io.fedbackup.gitsync.receiver.HookServer;
import java.net.InetSocketAddress;
import java.time.Duration;

/** Where and within which bounds this process is a server. */
final class Listening {
  private static final Duration LONGEST_REQUEST = Duration.ofSeconds(10);
  private static final int MOST_CONNECTIONS = 256;

  /**
   * Of a body that is refused for its size, so much is read on: a connection that is closed on
   * unread bytes is reset, and the caller may not get to see the answer.
   */
  private static final int MOST_DRAINED = 2 * HookServer.LARGEST_BODY;

  private Listening() {}

  /**
   * Bounds all servers of the process; to be called before the first is made, since the JDK reads
   * these properties once. A request that has not arrived in time is cut off.
   */
  static void bound() {
    System.setProperty("sun.net.httpserver.maxReqTime", "" + LONGEST_REQUEST.toSeconds());
    System.setProperty("sun.net.httpserver.maxRspTime", "" + LONGEST_REQUEST.toSeconds());
    System.setProperty("sun.net.httpserver.drainAmount", "" + MOST_DRAINED);
    System.setProperty("jdk.httpserver.maxConnections", "" + MOST_CONNECTIONS);
  }

  /**
   * An address to listen at.
   *
   * @param option for messages
   * @param address {@code host:port}
   */
  static InetSocketAddress at(String option, String address) {
    int colon = address.lastIndexOf(':');
    if (colon < 0 || !address.substring(colon + 1).matches("\\d{1,5}")) {
      throw new IllegalArgumentException("%s %s: write host:port".formatted(option, address));
    }
    return new InetSocketAddress(
        address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
  }
}
