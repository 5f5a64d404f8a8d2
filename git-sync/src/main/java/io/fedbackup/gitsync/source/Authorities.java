package io.fedbackup.gitsync.source;

import io.fedbackup.gitsync.source.SourceException.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Whom TLS trusts: the runtime's authorities, and those of a bundle. */
public final class Authorities {
  private Authorities() {}

  /**
   * TLS that trusts the runtime's authorities and those of a bundle.
   *
   * @param bundle certificates as PEM
   * @throws SourceException of kind {@code CONFIGURATION} where it is none
   */
  public static SSLContext tls(String bundle) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trusting(bundle), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has TLS", e);
    }
  }

  /** The same, for who sets up TLS otherwise. */
  static TrustManager[] trusting(String bundle) {
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
}
