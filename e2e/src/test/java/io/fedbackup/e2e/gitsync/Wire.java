package io.fedbackup.e2e.gitsync;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The network between a program and a server on this machine. While it is cut, nothing comes
 * through and nobody is told: connections stay open and are silent. Thread-safe.
 */
final class Wire implements AutoCloseable {

  private final ServerSocket listening;
  private final URI target;
  private final List<Socket> ends = new CopyOnWriteArrayList<>();
  private volatile boolean cut;

  private Wire(URI target) throws IOException {
    this.target = target;
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  static Wire to(URI server) {
    try {
      return new Wire(server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The server as it is reached by this wire. */
  URI uri() {
    return URI.create(
        "%s://%s:%d".formatted(target.getScheme(), target.getHost(), listening.getLocalPort()));
  }

  /** From now on nothing comes through. */
  void cut() {
    cut = true;
  }

  /** New connections work again; what was lost stays lost. */
  void heal() {
    var lost = List.copyOf(ends);
    ends.removeAll(lost);
    cut = false;
    lost.forEach(Wire::close);
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        ends.add(client);
        if (!cut) {
          connect(client);
        }
      } catch (IOException e) {
        // the server is down, or this wire is closed
        ends.forEach(Wire::close);
      }
    }
  }

  private void connect(Socket client) throws IOException {
    var server = new Socket(target.getHost(), target.getPort());
    ends.add(server);
    client.setTcpNoDelay(true); // a wire does not wait for more to send
    server.setTcpNoDelay(true);
    Thread.ofVirtual().start(() -> copy(client, server));
    Thread.ofVirtual().start(() -> copy(server, client));
  }

  private void copy(Socket from, Socket to) {
    byte[] buffer = new byte[8192];
    try {
      for (int read = from.getInputStream().read(buffer);
          read >= 0;
          read = from.getInputStream().read(buffer)) {
        if (cut) {
          return; // and say nothing to either side
        }
        to.getOutputStream().write(buffer, 0, read);
      }
    } catch (IOException e) {
      // either side may go at any time
    }
    if (!cut) {
      close(from);
      close(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // it is of no use any more
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ends.forEach(Wire::close);
  }
}
