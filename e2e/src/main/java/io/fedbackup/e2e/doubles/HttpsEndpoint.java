package io.fedbackup.e2e.doubles;

import io.fedbackup.e2e.testbed.Identity;
import io.fedbackup.e2e.testbed.Tls;
import java.net.URI;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** An HTTPS server on a free port of the loopback interface, for one handler. Thread-safe. */
public final class HttpsEndpoint implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";
  private static final int THREADS = 32;

  private final Server server;
  private final ServerConnector connector;

  private HttpsEndpoint(String name, Identity tls, boolean mutual, Handler handler) {
    server = new Server(threads(name));
    var config = new HttpConfiguration();
    // Addresses, not host names, are what the test bed's certificates are for.
    config.addCustomizer(new SecureRequestCustomizer(false));
    // Blob names arrive with %2F in them.
    config.setUriCompliance(UriCompliance.UNSAFE);
    config.setSendServerVersion(false);
    var ssl = new SslContextFactory.Server();
    ssl.setSslContext(Tls.of(tls));
    ssl.setNeedClientAuth(mutual);
    connector =
        new ServerConnector(
            server,
            1,
            1,
            new SslConnectionFactory(ssl, "http/1.1"),
            new HttpConnectionFactory(config));
    connector.setHost(LOOPBACK);
    server.addConnector(connector);
    server.setHandler(handler);
    // Requests under way are broken off: waiting for them ends in an exception when one hangs.
    server.setStopTimeout(0);
  }

  /**
   * Starts a server.
   *
   * @param name for thread names
   * @throws IllegalStateException when it cannot start
   */
  public static HttpsEndpoint start(String name, Identity tls, Handler handler) {
    return start(new HttpsEndpoint(name, tls, /* mutual= */ false, handler), name);
  }

  /** The same for clients with a certificate of the authority that issued {@code tls}. */
  public static HttpsEndpoint startMutual(String name, Identity tls, Handler handler) {
    return start(new HttpsEndpoint(name, tls, /* mutual= */ true, handler), name);
  }

  private static HttpsEndpoint start(HttpsEndpoint endpoint, String name) {
    try {
      endpoint.server.start();
      return endpoint;
    } catch (Exception e) { // Jetty declares no narrower type
      throw new IllegalStateException("Cannot start " + name, e);
    }
  }

  private static QueuedThreadPool threads(String name) {
    var pool = new QueuedThreadPool(THREADS);
    pool.setName(name);
    pool.setDaemon(true);
    pool.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor(name + "-"));
    return pool;
  }

  /** Where it listens, without a trailing slash. */
  public URI uri() {
    return URI.create("https://" + LOOPBACK + ":" + port());
  }

  /** The port that it listens on. */
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) { // Jetty declares no narrower type
      throw new IllegalStateException("Cannot stop a double", e);
    }
  }
}
