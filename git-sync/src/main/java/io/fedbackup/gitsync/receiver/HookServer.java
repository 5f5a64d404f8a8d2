package io.fedbackup.gitsync.receiver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fedbackup.api.v1alpha1.GitProvider;
import io.fedbackup.planning.outcome.Messages;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code POST /hook/<namespace>/<name>} in plain HTTP, over the JDK's server. How long a
 * call may take and how many connections there may be is bounded for all servers of the process,
 * where it starts.
 */
public final class HookServer implements AutoCloseable {
  /** Bytes of a body that is read; of a longer one nothing is used. */
  public static final int LARGEST_BODY = HookCalls.LARGEST_BODY;

  private static final Logger LOG = LoggerFactory.getLogger(HookServer.class);
  private static final int LONGEST_PATH = 200;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HookCalls calls;
  private final BiConsumer<Optional<GitProvider>, HookAnswer> count;

  /**
   * Listens at once.
   *
   * @param count is told of every answer; the provider is known where the GitSync is
   * @throws IOException where the address cannot be used
   */
  public HookServer(
      InetSocketAddress address,
      HookTargets targets,
      BiConsumer<Optional<GitProvider>, HookAnswer> count)
      throws IOException {
    this.calls = new HookCalls(targets);
    this.count = count;
    server = HttpServer.create(address, 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      HookCalls.Decision decision = calls.decide(new Received(exchange));
      count.accept(decision.target().map(HookTarget::provider), decision.answer());
      answer(exchange, decision);
    } catch (IOException e) {
      // the caller went away, or took too long: nobody is there to be answered
      LOG.debug("a call broke off: {}", e.getMessage());
    } catch (RuntimeException e) {
      // the thread's edge: a call must not end without a trace
      LOG.warn(
          "a call of {} failed: {} ({})",
          Messages.cut(exchange.getRequestURI().getRawPath(), LONGEST_PATH),
          e.getMessage(),
          e.getClass().getSimpleName());
    }
  }

  private static void answer(HttpExchange exchange, HookCalls.Decision decision)
      throws IOException {
    HookAnswer answer = decision.answer();
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", "text/plain; charset=utf-8");
    switch (answer) {
      case METHOD_NOT_ALLOWED -> headers.set("Allow", "POST");
      case BUSY, NOT_SERVING, KEY_UNUSABLE -> headers.set("Retry-After", "10");
      case NOT_AUTHENTIC -> {
        if (decision
            .target()
            .map(HookTarget::provider)
            .equals(Optional.of(GitProvider.AZURE_DEV_OPS))) {
          headers.set("WWW-Authenticate", "Basic realm=\"fedbackup\"");
        }
      }
      default -> {}
    }
    byte[] text = (answer.text() + "\n").getBytes(StandardCharsets.UTF_8);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(answer.status(), head ? -1 : text.length);
    if (!head) {
      exchange.getResponseBody().write(text);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }

  private record Received(HttpExchange exchange) implements HookCalls.Call {
    @Override
    public String method() {
      return exchange.getRequestMethod();
    }

    @Override
    public String path() {
      return String.valueOf(exchange.getRequestURI().getRawPath());
    }

    @Override
    public CallHeaders headers() {
      return name -> Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    @Override
    public Optional<byte[]> body(int most) throws IOException {
      InputStream in = exchange.getRequestBody(); // what is left of it is drained at the end
      if (announced() > most) {
        return Optional.empty();
      }
      byte[] bytes = in.readNBytes(most);
      return in.read() < 0 ? Optional.of(bytes) : Optional.empty();
    }

    private long announced() {
      try {
        return headers().first("Content-Length").map(Long::parseLong).orElse(0L);
      } catch (NumberFormatException e) {
        return 0; // the server has refused it, or the count of bytes will
      }
    }
  }
}
