package io.fedbackup.gitsync.source;

import io.fedbackup.gitsync.source.SourceException.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.eclipse.jgit.transport.http.JDKHttpConnection;

/**
 * Connections to the host of one URL and to no other, so that credentials go nowhere else: a
 * redirect to another scheme, host or port ends here. TLS is always verified, by the runtime's
 * authorities and those of the bundle.
 */
final class HttpsConnections implements HttpConnectionFactory {
  private final URI home;
  private final Optional<TrustManager[]> trust;
  private final BoundedIo bounds;

  HttpsConnections(GitRemote remote, BoundedIo bounds) {
    this.home = remote.url();
    this.trust = remote.credentials().caBundle().map(HttpsConnections::trusting);
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
    return secured(url, new Connection(url, bounds));
  }

  @Override
  public HttpConnection create(URL url, Proxy proxy) throws IOException {
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

  private static TrustManager[] trusting(String bundle) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int index = 0;
      for (Certificate authority : certificates(bundle)) {
        store.setCertificateEntry("bundle-" + index++, authority);
      }
      for (X509Certificate authority : runtimeAuthorities()) {
        store.setCertificateEntry("runtime-" + index++, authority);
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory.getTrustManagers();
    } catch (GeneralSecurityException | IOException e) {
      throw new SourceException(
          Kind.CONFIGURATION, "ca.crt of the Secret is not a list of PEM certificates", e);
    }
  }

  private static Collection<? extends Certificate> certificates(String bundle)
      throws CertificateException {
    var in = new ByteArrayInputStream(bundle.getBytes(StandardCharsets.UTF_8));
    Collection<? extends Certificate> found =
        CertificateFactory.getInstance("X.509").generateCertificates(in);
    if (found.isEmpty()) {
      throw new CertificateException("no certificate");
    }
    return found;
  }

  private static X509Certificate[] runtimeAuthorities() throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    return Arrays.stream(factory.getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .findFirst()
        .map(X509TrustManager::getAcceptedIssuers)
        .orElse(new X509Certificate[0]);
  }

  /** One exchange whose answer is bounded. */
  private static final class Connection extends JDKHttpConnection {
    private final BoundedIo bounds;

    Connection(URL url, BoundedIo bounds) throws IOException {
      super(url);
      this.bounds = bounds;
    }

    Connection(URL url, Proxy proxy, BoundedIo bounds) throws IOException {
      super(url, proxy);
      this.bounds = bounds;
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return bounds.bound(super.getInputStream());
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
