package io.fedbackup.gitsync.source;

import io.fedbackup.gitsync.source.SourceException.Kind;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which proxy HTTPS goes through, by the environment variables that other programs follow too:
 * {@code HTTPS_PROXY}, and {@code NO_PROXY} for hosts that are reached directly; in lower case as
 * well. Nothing else of the runtime's settings counts.
 */
public final class HttpsProxies {
  private static final Pattern IP_V4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

  private final Optional<String> setting;
  private final List<String> direct;

  private HttpsProxies(Optional<String> setting, List<String> direct) {
    this.setting = setting;
    this.direct = direct;
  }

  /** By these variables. */
  public static HttpsProxies of(Map<String, String> environment) {
    Optional<String> noProxy = variable(environment, "NO_PROXY");
    return new HttpsProxies(
        variable(environment, "HTTPS_PROXY"),
        Stream.of(noProxy.orElse("").split("[,\\s]+"))
            .map(entry -> entry.toLowerCase(Locale.ROOT))
            .filter(entry -> !entry.isEmpty())
            .toList());
  }

  /** Everything is reached directly. */
  public static HttpsProxies none() {
    return of(Map.of());
  }

  private static Optional<String> variable(Map<String, String> environment, String name) {
    return Stream.of(name, name.toLowerCase(Locale.ROOT))
        .map(environment::get)
        .filter(value -> value != null && !value.isBlank())
        .findFirst()
        .map(String::strip);
  }

  /**
   * The proxy for a URL, or {@link Proxy#NO_PROXY}.
   *
   * @throws SourceException of kind {@code CONFIGURATION} where the variable cannot be used
   */
  public Proxy proxyFor(URI url) {
    String host = String.valueOf(url.getHost()).toLowerCase(Locale.ROOT);
    int port = url.getPort() < 0 ? 443 : url.getPort();
    if (setting.isEmpty()
        || isLoopback(host)
        || direct.stream().anyMatch(e -> covers(e, host, port))) {
      return Proxy.NO_PROXY;
    }
    return new Proxy(Proxy.Type.HTTP, address(setting.get()));
  }

  private static boolean isLoopback(String host) {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }

  /** {@code *}, a domain with all below it, an address, or a range of addresses as CIDR. */
  private static boolean covers(String entry, String host, int port) {
    if (entry.equals("*")) {
      return true;
    }
    if (entry.indexOf('/') > 0) {
      return inRange(entry, host);
    }
    String name = entry;
    int colon = entry.lastIndexOf(':');
    if (colon > 0 && entry.substring(colon + 1).matches("\\d{1,5}")) {
      if (Integer.parseInt(entry.substring(colon + 1)) != port) {
        return false;
      }
      name = entry.substring(0, colon);
    }
    String domain = name.startsWith("*.") ? name.substring(1) : name;
    return domain.startsWith(".")
        ? host.endsWith(domain)
        : host.equals(domain) || host.endsWith("." + domain);
  }

  private static boolean inRange(String range, String host) {
    String[] parts = range.split("/", 2);
    Long network = address4(parts[0]);
    Long address = address4(host);
    if (network == null || address == null || !parts[1].matches("\\d{1,2}")) {
      return false;
    }
    int shift = 32 - Math.min(32, Integer.parseInt(parts[1]));
    return network >> shift == address >> shift;
  }

  private static @Nullable Long address4(String text) {
    if (!IP_V4.matcher(text).matches()) {
      return null;
    }
    long value = 0;
    for (String part : text.split("\\.", -1)) {
      value = (value << 8) | (Integer.parseInt(part) & 0xff);
    }
    return value;
  }

  private static InetSocketAddress address(String setting) {
    URI proxy;
    try {
      proxy = new URI(setting.contains("://") ? setting : "http://" + setting);
    } catch (URISyntaxException e) {
      throw refused("cannot be read as a URL");
    }
    if (!"http".equalsIgnoreCase(proxy.getScheme())) {
      throw refused("names no http:// proxy; other kinds are not supported");
    }
    if (proxy.getRawUserInfo() != null) {
      throw refused("holds a user name; proxies that ask for one are not supported");
    }
    if (proxy.getHost() == null) {
      throw refused("names no host");
    }
    return new InetSocketAddress(proxy.getHost(), proxy.getPort() < 0 ? 80 : proxy.getPort());
  }

  /** Shows nothing of the value, which may hold a password. */
  private static SourceException refused(String what) {
    return new SourceException(
        Kind.CONFIGURATION,
        "environment variable HTTPS_PROXY of git-sync %s; write http://host:port".formatted(what));
  }
}
