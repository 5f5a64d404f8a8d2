package io.fedbackup.gitsync.source;

import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.security.GeneralSecurityException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.TrustManager;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.eclipse.jgit.transport.http.JDKHttpConnection;
import org.jspecify.annotations.Nullable;

/**
 * Connections to the host of one URL and to no other, so that credentials go nowhere else: a
 * redirect to another scheme, host or port ends here. TLS is always verified, by the runtime's
 * authorities and those of the bundle. Whether through a proxy says {@link HttpsProxies} alone.
 */
final class HttpsConnections implements HttpConnectionFactory {
  private final URI home;
  private final Optional<TrustManager[]> trust;
  private final BoundedIo bounds;
  private final Proxy proxy;

  HttpsConnections(GitRemote remote, HttpsProxies proxies, BoundedIo bounds) {
    this.proxy = proxies.proxyFor(remote.url());
    this.home = remote.url();
    this.trust = remote.credentials().caBundle().map(Authorities::trusting);
    this.bounds = bounds;
  }

  /** A redirect that is not followed. The message names the host only. */
  static final class RedirectRefused extends IOException {
    private static final long serialVersionUID = 1L;

    RedirectRefused(URL target) {
      super("%s://%s".formatted(target.getProtocol(), target.getAuthority()));
    }
  }

  @Override
  public HttpConnection create(URL url) throws IOException {
    return secured(url, new Connection(url, proxy, bounds));
  }

  @Override
  public HttpConnection create(URL url, Proxy ofTheRuntime) throws IOException {
    return secured(url, new Connection(url, proxy, bounds));
  }

  private HttpConnection secured(URL url, Connection connection) throws IOException {
    if (!isHome(url)) {
      throw new RedirectRefused(url);
    }
    if (trust.isPresent()) {
      try {
        connection.configure(null, trust.get(), null);
      } catch (GeneralSecurityException e) {
        throw new IOException("TLS cannot be set up", e);
      }
    }
    return connection;
  }

  private boolean isHome(URL url) {
    return url.getProtocol().equalsIgnoreCase(home.getScheme())
        && url.getHost().toLowerCase(Locale.ROOT).equals(home.getHost().toLowerCase(Locale.ROOT))
        && effectivePort(url.getPort()) == effectivePort(home.getPort())
        && url.getUserInfo() == null;
  }

  private static int effectivePort(int port) {
    return port < 0 ? 443 : port;
  }

  /** One exchange whose answer is bounded. */
  private static final class Connection extends JDKHttpConnection {
    private static final String CONTENT_ENCODING = "Content-Encoding";
    private static final Set<String> ENCODINGS = Set.of("gzip", "x-gzip");

    private final BoundedIo bounds;

    Connection(URL url, Proxy proxy, BoundedIo bounds) throws IOException {
      super(url, proxy);
      this.bounds = bounds;
    }

    @Override
    public InputStream getInputStream() throws IOException {
      InputStream sent = bounds.bound(super.getInputStream());
      return isCompressed() ? bounds.bound(new GZIPInputStream(sent)) : sent;
    }

    /** Inflated here, where the result is counted too; JGit is told of plain content. */
    private boolean isCompressed() {
      return ENCODINGS.contains(String.valueOf(super.getHeaderField(CONTENT_ENCODING)));
    }

    @Override
    public @Nullable String getHeaderField(String name) {
      return name.equalsIgnoreCase(CONTENT_ENCODING) && isCompressed()
          ? null
          : super.getHeaderField(name);
    }

    @Override
    public void setInstanceFollowRedirects(boolean follow) {
      // the runtime would follow without asking create()
      super.setInstanceFollowRedirects(false);
    }

    @Override
    public void connect() throws IOException {
      super.setInstanceFollowRedirects(false);
      super.connect();
    }
  }
}
