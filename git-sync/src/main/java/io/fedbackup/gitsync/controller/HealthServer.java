package io.fedbackup.gitsync.controller;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Serves {@code /healthz}, {@code /readyz} and {@code /metrics} over the JDK's HTTP server. */
final class HealthServer implements AutoCloseable {
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * Listens at once.
   *
   * @throws IOException where the address cannot be used
   */
  HealthServer(
      InetSocketAddress address,
      BooleanSupplier healthy,
      BooleanSupplier ready,
      Supplier<String> metrics)
      throws IOException {
    server = HttpServer.create(address, 0);
    server.setExecutor(threads);
    server.createContext("/healthz", exchange -> state(exchange, healthy));
    server.createContext("/readyz", exchange -> state(exchange, ready));
    server.createContext("/metrics", exchange -> answer(exchange, OK, metrics.get()));
    server.start();
  }

  private static void state(HttpExchange exchange, BooleanSupplier state) throws IOException {
    boolean good = state.getAsBoolean();
    answer(exchange, good ? OK : UNAVAILABLE, good ? "ok\n" : "not ok\n");
  }

  private static void answer(HttpExchange exchange, int code, String text) throws IOException {
    try (exchange) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
      exchange.sendResponseHeaders(code, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
