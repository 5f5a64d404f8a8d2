package io.fedbackup.e2e.doubles.azure;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.transport.HttpClientTransportDynamic;
import org.eclipse.jetty.ee10.proxy.AsyncProxyServlet;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Decides on each request of a {@link BlobGateway} and passes the allowed ones on to Azurite. */
final class GatewayServlet extends AsyncProxyServlet {

  private static final String REQUEST = BlobRequest.class.getName();

  private final transient BlobGateway gateway;
  private final transient URI azurite;
  private final transient SSLContext azuriteTls;

  GatewayServlet(BlobGateway gateway, URI azurite, SSLContext azuriteTls) {
    this.gateway = gateway;
    this.azurite = azurite;
    this.azuriteTls = azuriteTls;
  }

  @Override
  protected HttpClient newHttpClient() {
    var ssl = new SslContextFactory.Client();
    ssl.setSslContext(azuriteTls);
    var connector = new ClientConnector();
    connector.setSslContextFactory(ssl);
    return new HttpClient(new HttpClientTransportDynamic(connector));
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    var error = judge(request);
    if (error.isPresent()) {
      if (error.get().status() == 401) {
        response.setHeader(
            "WWW-Authenticate",
            "Bearer authorization_uri="
                + gateway.entra().authorityHost()
                + gateway.entra().tenant().tenantId()
                + "/oauth2/authorize resource_id=https://storage.azure.com");
      }
      error.get().send(request, response);
    } else {
      super.service(request, response);
    }
  }

  private Optional<StorageError> judge(HttpServletRequest http) {
    var path = decode(http.getRequestURI());
    var request = BlobRequest.of(http.getMethod(), path, "");
    var tenant = gateway.entra().tenant();
    if (tenant.storageAccountId(request.account()).isEmpty()
        || !gateway.store().hasAccount(request.account())) {
      return Optional.of(StorageError.ACCOUNT_NOT_FOUND);
    }
    var authorization = http.getHeader("Authorization");
    if (authorization == null) {
      return trouble(request).or(() -> Optional.of(StorageError.NO_AUTHENTICATION));
    }
    var caller =
        authorization.startsWith("Bearer ")
            ? gateway.entra().verifyStorageToken(authorization.substring(7).strip())
            : Optional.<AccessTokens.Caller>empty();
    if (caller.isEmpty()) {
      return Optional.of(StorageError.INVALID_AUTHENTICATION);
    }
    var known = BlobRequest.of(http.getMethod(), path, caller.get().clientId());
    http.setAttribute(REQUEST, known);
    return trouble(known).or(() -> authorize(known, caller.get()));
  }

  private Optional<StorageError> trouble(BlobRequest request) {
    for (var injected : gateway.faults(request)) {
      switch (injected.fault()) {
        case Fault.NetworkBlocked() -> {
          return Optional.of(StorageError.AUTHORIZATION_FAILURE);
        }
        case Fault.Unavailable() -> {
          return Optional.of(StorageError.BUSY);
        }
        case Fault.RefuseWrites() -> {
          if (request.access() == BlobRequest.Access.WRITE) {
            return Optional.of(StorageError.INSUFFICIENT_ACCOUNT_PERMISSIONS);
          }
        }
        case Fault.Delay(var duration) -> await(duration, injected.lifted());
      }
    }
    return Optional.empty();
  }

  private void await(Duration duration, CountDownLatch lifted) {
    try {
      boolean ended = lifted.await(duration.toMillis(), TimeUnit.MILLISECONDS);
      log("delayed a request by " + duration + (ended ? ", cut short" : ""));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<StorageError> authorize(BlobRequest request, AccessTokens.Caller caller) {
    var tenant = gateway.entra().tenant();
    var resource =
        request.container().isEmpty()
            ? tenant.storageAccountId(request.account()).orElseThrow()
            : tenant.containerScope(request.account(), request.container());
    if (!tenant.allows(caller.objectId(), request.access(), resource)) {
      return Optional.of(StorageError.PERMISSION_MISMATCH);
    }
    return gateway.breaksPolicy(request) ? Optional.of(StorageError.IMMUTABLE) : Optional.empty();
  }

  @Override
  protected String rewriteTarget(HttpServletRequest request) {
    var query = request.getQueryString();
    return azurite + request.getRequestURI() + (query == null ? "" : "?" + query);
  }

  @Override
  protected void addProxyHeaders(HttpServletRequest request, Request proxied) {
    // Azurite shall not know that there is a gateway.
  }

  @Override
  protected void onServerResponseHeaders(
      HttpServletRequest request, HttpServletResponse response, Response answer) {
    super.onServerResponseHeaders(request, response, answer);
    if (request.getAttribute(REQUEST) instanceof BlobRequest blob
        && blob.onContainer()
        && gateway.isImmutable(blob)
        && answer.getStatus() == 200) {
      response.setHeader("x-ms-has-immutability-policy", "true");
    }
  }

  private static String decode(String path) {
    return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
