package io.fedbackup.gitsync.source;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.http.server.GitServlet;
import org.eclipse.jgit.lib.RepositoryCache;
import org.eclipse.jgit.util.FS;

/** Serves repositories below a folder over HTTPS to one user. */
final class HttpsGitServer implements AutoCloseable {
  static final String USER = "ada";
  static final String PASSWORD = "lovelace-7";

  private final Path root;
  private final TestCertificates certificates;
  private final Server server = new Server();
  private final ServerConnector connector;

  /** Requests for packs so far. */
  final AtomicInteger fetches = new AtomicInteger();

  private HttpsGitServer(Path root, TestCertificates certificates) {
    this.root = root;
    this.certificates = certificates;
    var ssl = new SslContextFactory.Server();
    ssl.setKeyStore(certificates.store());
    ssl.setKeyStorePassword(TestCertificates.PASSWORD);
    var config = new HttpConfiguration();
    config.addCustomizer(new SecureRequestCustomizer(false));
    connector =
        new ServerConnector(
            server,
            1,
            1,
            new SslConnectionFactory(ssl, "http/1.1"),
            new HttpConnectionFactory(config));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    var context = new ServletContextHandler();
    context.addFilter(new FilterHolder(new Gate()), "/*", EnumSet.of(DispatcherType.REQUEST));
    context.addServlet(new ServletHolder(servlet()), "/*");
    server.setHandler(context);
    server.setStopTimeout(0);
  }

  static HttpsGitServer start(Path root) throws Exception {
    var server = new HttpsGitServer(root, TestCertificates.create());
    server.server.start();
    return server;
  }

  private GitServlet servlet() {
    var servlet = new GitServlet();
    servlet.setRepositoryResolver(
        (_, name) -> {
          try {
            return RepositoryCache.open(
                RepositoryCache.FileKey.exact(root.resolve(name).toFile(), FS.DETECTED), true);
          } catch (IOException e) {
            throw new RepositoryNotFoundException(name, e);
          }
        });
    return servlet;
  }

  int port() {
    return connector.getLocalPort();
  }

  String url(String name) {
    return "https://127.0.0.1:%d/%s".formatted(port(), name);
  }

  /** The authority that its certificate is trusted by. */
  String authority() {
    return certificates.pem();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) { // Jetty declares no narrower type
      throw new IllegalStateException(e);
    }
  }

  private final class Gate extends HttpFilter {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      String path = request.getRequestURI();
      if (path.startsWith("/elsewhere/")) {
        response.sendRedirect(
            "https://localhost:%d/%s?%s"
                .formatted(
                    port(), path.substring("/elsewhere/".length()), request.getQueryString()));
        return;
      }
      if (!authenticated(request)) {
        response.setHeader("WWW-Authenticate", "Basic realm=\"git\"");
        response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
        return;
      }
      if (path.endsWith("/git-upload-pack")) {
        fetches.incrementAndGet();
      }
      chain.doFilter(request, response);
    }

    private static boolean authenticated(HttpServletRequest request) {
      String expected =
          Base64.getEncoder()
              .encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
      return ("Basic " + expected).equals(request.getHeader("Authorization"));
    }
  }
}
