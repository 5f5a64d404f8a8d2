package io.fedbackup.reconciler.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Serves {@code /healthz}, {@code /readyz} and {@code /metrics} without TLS or credentials. */
final class HealthServer implements AutoCloseable {
  private final HttpServer server;

  /**
   * Binds, and serves after {@link #start}.
   *
   * @param address {@code host:port}
   * @param alive why the process should be restarted, or empty
   * @param ready why it does not work yet, or empty
   */
  HealthServer(
      String address,
      PrometheusMeterRegistry meters,
      Supplier<Optional<String>> alive,
      Supplier<Optional<String>> ready) {
    try {
      server = HttpServer.create(socket(address), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("--health-address " + address + " cannot be used", e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/healthz", exchange -> answer(exchange, alive.get()));
    server.createContext("/readyz", exchange -> answer(exchange, ready.get()));
    server.createContext(
        "/metrics", exchange -> send(exchange, HttpURLConnection.HTTP_OK, meters.scrape()));
  }

  private static InetSocketAddress socket(String address) {
    int colon = address.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("--health-address must be HOST:PORT, not " + address);
    }
    return new InetSocketAddress(
        address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
  }

  void start() {
    server.start();
  }

  private static void answer(HttpExchange exchange, Optional<String> problem) throws IOException {
    int code = problem.isEmpty() ? HttpURLConnection.HTTP_OK : HttpURLConnection.HTTP_UNAVAILABLE;
    send(exchange, code, problem.orElse("ok") + "\n");
  }

  private static void send(HttpExchange exchange, int code, String text) throws IOException {
    try (exchange) {
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
      exchange.sendResponseHeaders(code, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
