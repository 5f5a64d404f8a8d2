package io.fedbackup.e2e.git;

import io.fedbackup.e2e.doubles.HttpsEndpoint;
import io.fedbackup.e2e.testbed.TestCa;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.EnumSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.http.server.GitServlet;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryCache;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.util.FS;

/**
 * Serves bare repositories over HTTPS to one user with basic authentication, reading and pushing.
 * Thread-safe.
 */
public final class GitServer implements AutoCloseable {

  private final Path root;
  private final String user;
  private final String password;
  private final AtomicLong requests = new AtomicLong();
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private final HttpsEndpoint endpoint;

  private GitServer(Path root, String user, String password, TestCa ca) {
    this.root = root;
    this.user = user;
    this.password = password;
    var context = new ServletContextHandler();
    context.addFilter(
        new FilterHolder(new BasicAuthentication()), "/*", EnumSet.of(DispatcherType.REQUEST));
    context.addServlet(new ServletHolder(servlet()), "/*");
    endpoint = HttpsEndpoint.start("git", ca.server(), context);
  }

  /**
   * Starts a server for the repositories below {@code root}.
   *
   * @param ca issues its certificate
   */
  public static GitServer start(Path root, String user, String password, TestCa ca) {
    try {
      return new GitServer(Files.createDirectories(root), user, password, ca);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("Cannot make the repositories' folder", e);
    }
  }

  private GitServlet servlet() {
    var servlet = new GitServlet();
    servlet.setRepositoryResolver((_, name) -> open(name));
    servlet.setReceivePackFactory((_, repository) -> new ReceivePack(repository));
    return servlet;
  }

  private Repository open(String name) throws org.eclipse.jgit.errors.RepositoryNotFoundException {
    try {
      var directory = root.resolve(name).toFile();
      return RepositoryCache.open(RepositoryCache.FileKey.exact(directory, FS.DETECTED), true);
    } catch (IOException e) {
      throw new org.eclipse.jgit.errors.RepositoryNotFoundException(name, e);
    }
  }

  /** Makes an empty bare repository whose default branch is {@code main}. */
  public void create(String name) {
    try (var git =
        Git.init()
            .setBare(true)
            .setInitialBranch("main")
            .setDirectory(root.resolve(name).toFile())
            .call()) {
      git.getRepository().getConfig().setBoolean("http", null, "receivepack", true);
      git.getRepository().getConfig().save();
    } catch (GitAPIException | IOException e) {
      throw new IllegalStateException("Cannot make repository " + name, e);
    }
  }

  /** The URL of a repository. */
  public String url(String name) {
    return endpoint.uri() + "/" + name;
  }

  /** The folder of a repository, for what only the server's owner can do. */
  public Path directory(String name) {
    return root.resolve(name);
  }

  /** Requests that were served or refused so far. */
  public long requests() {
    return requests.get();
  }

  /** Lets every request wait from now on, before anything is answered, until {@link #release}. */
  public synchronized void hold() {
    release();
    gate = new CountDownLatch(1);
  }

  /** Lets requests go on. */
  public synchronized void release() {
    gate.countDown();
  }

  /** Requests that wait now. */
  public int waiting() {
    return waiting.get();
  }

  @Override
  public void close() {
    release();
    endpoint.close();
  }

  private final class BasicAuthentication extends HttpFilter {
    private static final long serialVersionUID = 1L;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, jakarta.servlet.ServletException {
      requests.incrementAndGet();
      passGate();
      if (authenticated((HttpServletRequest) request)) {
        chain.doFilter(request, response);
      } else {
        var refusal = (HttpServletResponse) response;
        refusal.setHeader("WWW-Authenticate", "Basic realm=\"git\"");
        refusal.sendError(HttpServletResponse.SC_UNAUTHORIZED);
      }
    }

    private void passGate() throws IOException {
      waiting.incrementAndGet();
      try {
        gate.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      } finally {
        waiting.decrementAndGet();
      }
    }

    private boolean authenticated(HttpServletRequest request) {
      var header = request.getHeader("Authorization");
      var expected =
          "Basic "
              + Base64.getEncoder()
                  .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
      return header != null
          && MessageDigest.isEqual(
              header.getBytes(StandardCharsets.US_ASCII),
              expected.getBytes(StandardCharsets.US_ASCII));
    }
  }
}
