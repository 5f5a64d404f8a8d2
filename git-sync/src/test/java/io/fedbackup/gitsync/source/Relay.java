package io.fedbackup.gitsync.source;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Stands between a client and a server: counts what the server sends, and may cut it. */
final class Relay implements AutoCloseable {
  private final ServerSocket listening;
  private final int target;
  private final boolean proxy;
  private final AtomicLong sent = new AtomicLong();
  private volatile long cutAfter = Long.MAX_VALUE;

  /** What clients asked a proxy for. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  private Relay(int target, boolean proxy) throws IOException {
    this.target = target;
    this.proxy = proxy;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  static Relay to(int port) throws IOException {
    return new Relay(port, false);
  }

  /** An HTTP proxy that leads all to one port. */
  static Relay proxyTo(int port) throws IOException {
    return new Relay(port, true);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** Bytes that the server sent so far. */
  long sent() {
    return sent.get();
  }

  /** Connections end after that many bytes more in all. */
  void cutAfter(long bytes) {
    cutAfter = sent.get() + bytes;
  }

  void heal() {
    cutAfter = Long.MAX_VALUE;
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        var server = new Socket(InetAddress.getLoopbackAddress(), target)) {
      client.setTcpNoDelay(true); // or each half-filled packet waits for an acknowledgement
      server.setTcpNoDelay(true);
      if (proxy) {
        connect(client);
      }
      Thread.ofVirtual().start(() -> copy(client, server, false));
      copy(server, client, true);
    } catch (IOException e) {
      // either side may go at any time
    }
  }

  private void connect(Socket client) throws IOException {
    var lines =
        new BufferedReader(
            new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII), 1);
    for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
      if (line.startsWith("CONNECT ")) {
        asked.add(line.substring("CONNECT ".length(), line.lastIndexOf(' ')));
      }
    }
    client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  private void copy(Socket from, Socket to, boolean counted) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[8192];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (counted && sent.addAndGet(read) > cutAfter) {
          break;
        }
        out.write(buffer, 0, read);
      }
      from.close();
      to.close();
    } catch (IOException e) {
      // either side may go at any time
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
