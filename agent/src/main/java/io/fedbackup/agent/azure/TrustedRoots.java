package io.fedbackup.agent.azure;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The certificates that servers are verified with: the JVM's own, and those of the installation in
 * addition.
 */
final class TrustedRoots {

  private TrustedRoots() {}

  /**
   * Makes a TLS context.
   *
   * @param bundle PEM certificates to trust in addition
   * @throws IllegalArgumentException the bundle holds no certificate or a broken one
   */
  static SSLContext context(Optional<String> bundle) {
    try {
      if (bundle.isEmpty()) {
        return SSLContext.getDefault();
      }
      var certificates = new ArrayList<Certificate>(ownRoots());
      certificates.addAll(parse(bundle.get()));
      var context = SSLContext.getInstance("TLS");
      context.init(null, factory(store(certificates)).getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this JVM cannot make a TLS context", e);
    }
  }

  private static List<Certificate> ownRoots() throws GeneralSecurityException {
    return Arrays.stream(factory(null).getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .flatMap(manager -> Arrays.stream(manager.getAcceptedIssuers()))
        .map(Certificate.class::cast)
        .toList();
  }

  private static List<Certificate> parse(String pem) throws GeneralSecurityException {
    var in = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
    List<Certificate> certificates;
    try {
      certificates = List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
    } catch (CertificateException e) {
      throw new IllegalArgumentException(
          WorkloadEnvironment.CA_BUNDLE + " must hold PEM certificates; it cannot be read as such",
          e);
    }
    if (certificates.isEmpty()) {
      throw new IllegalArgumentException(
          WorkloadEnvironment.CA_BUNDLE + " must hold PEM certificates; it holds none");
    }
    return certificates;
  }

  private static KeyStore store(List<Certificate> certificates)
      throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (var i = 0; i < certificates.size(); i++) {
      store.setCertificateEntry("root-" + i, certificates.get(i));
    }
    return store;
  }

  private static TrustManagerFactory factory(@Nullable KeyStore store)
      throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory;
  }
}
