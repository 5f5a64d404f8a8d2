package io.fedbackup.gitsync.commitstatus;

import io.fedbackup.gitsync.source.Authorities;
import io.fedbackup.gitsync.source.HttpsProxies;
import io.fedbackup.gitsync.source.SourceException;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * Sends requests that make statuses: over TLS that is verified, through the proxy that fetching
 * goes through too, following no redirect, within a bounded time. Thread-safe.
 */
public final class StatusPoster {
  private static final Duration TO_CONNECT = Duration.ofSeconds(5);
  private static final Duration FOR_ALL = Duration.ofSeconds(15);
  private static final int BAD_REQUEST = 400;
  private static final int LONGEST_READ = 1 << 16;

  /** GitLab's words for a status that is there already. */
  private static final String ALREADY = "Cannot transition status via :enqueue";

  private final HttpsProxies proxies;

  /** One that reaches Git servers as these say. */
  public StatusPoster(HttpsProxies proxies) {
    this.proxies = proxies;
  }

  /**
   * Sends one request.
   *
   * @param caBundle PEM certificates trusted in addition to the runtime's own
   */
  public Posting post(StatusRequest request, Optional<String> caBundle)
      throws InterruptedException {
    Proxy proxy;
    try {
      proxy = proxies.proxyFor(request.uri());
    } catch (SourceException e) {
      return new Posting.Refused(String.valueOf(e.getMessage()));
    }
    try (HttpClient client = client(caBundle, proxy)) {
      CompletableFuture<HttpResponse<String>> answer = client.sendAsync(http(request), reading());
      try {
        return judge(request, answer.get(FOR_ALL.toMillis(), TimeUnit.MILLISECONDS));
      } finally {
        client.shutdownNow();
      }
    } catch (SourceException e) {
      return new Posting.Refused("ca.crt of the Secret is not a list of PEM certificates");
    } catch (TimeoutException e) {
      return new Posting.Unreachable(
          "%s did not answer within %d s".formatted(host(request), FOR_ALL.toSeconds()));
    } catch (ExecutionException e) {
      return failed(request, Objects.requireNonNullElse(e.getCause(), e));
    }
  }

  private static HttpClient client(Optional<String> caBundle, Proxy proxy) {
    var builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(TO_CONNECT)
            .proxy(new Through(proxy));
    caBundle.map(Authorities::tls).ifPresent(builder::sslContext);
    return builder.build();
  }

  /** One proxy, or none, whatever the runtime's settings say. */
  private static final class Through extends ProxySelector {
    private final List<Proxy> proxies;

    Through(Proxy proxy) {
      this.proxies = List.of(proxy);
    }

    @Override
    public List<Proxy> select(URI uri) {
      return proxies;
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
      // the request fails, and there is no other to try
    }
  }

  private static HttpRequest http(StatusRequest request) {
    var builder =
        HttpRequest.newBuilder(request.uri())
            .header("Content-Type", "application/json")
            .header("User-Agent", "fedbackup")
            .POST(HttpRequest.BodyPublishers.ofString(request.body()));
    request.headers().forEach(builder::header);
    return builder.build();
  }

  /** Of answers only the status counts, and of one kind of refusal the text. */
  private static BodyHandler<String> reading() {
    return answer ->
        answer.statusCode() == BAD_REQUEST
            ? BodySubscribers.limiting(
                BodySubscribers.ofString(StandardCharsets.UTF_8), LONGEST_READ)
            : BodySubscribers.replacing("");
  }

  private static Posting judge(StatusRequest request, HttpResponse<String> answer) {
    int status = answer.statusCode();
    String host = host(request);
    if (status == BAD_REQUEST && answer.body().contains(ALREADY)) {
      return new Posting.Posted();
    }
    return switch (status) {
      case 200, 201 -> new Posting.Posted();
      case 301, 302, 303, 307, 308 ->
          new Posting.Refused(
              "%s redirects, which is not followed with a token; renew the token if that leads to a sign-in page, or else write the right URL as address into the Secret"
                  .formatted(host));
      case 203, 401 ->
          new Posting.Refused("%s does not accept the token; renew it".formatted(host));
      case 403 ->
          new Posting.Refused(
              "%s does not let the token write commit statuses; give it that right"
                  .formatted(host));
      case 404 ->
          new Posting.Refused(
              "%s knows no such repository or commit, or the token may not see it; see spec.url, and the token's rights"
                  .formatted(host));
      case 408, 429 -> new Posting.Unreachable("%s is too busy (%d)".formatted(host, status));
      default ->
          status >= 500
              ? new Posting.Unreachable("%s has trouble of its own (%d)".formatted(host, status))
              : new Posting.Refused(
                  "%s does not take the status (%d); see that provider and URL fit together"
                      .formatted(host, status));
    };
  }

  private static Posting failed(StatusRequest request, Throwable cause) {
    if (cause instanceof SSLException) {
      return new Posting.Refused(
          "TLS to %s failed; add its authority as ca.crt to the Secret".formatted(host(request)));
    }
    if (cause instanceof IOException) {
      return new Posting.Unreachable("%s cannot be reached".formatted(host(request)));
    }
    throw new IllegalStateException("sending a commit status failed", cause);
  }

  private static String host(StatusRequest request) {
    return request.uri().getAuthority();
  }
}
