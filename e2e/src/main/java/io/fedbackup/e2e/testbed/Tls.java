package io.fedbackup.e2e.testbed;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** SSL contexts for the clients and servers of the test bed; certificates are always verified. */
public final class Tls {

  /** The password of {@link #keyStore}; it protects nothing, key stores just want one. */
  public static final String KEY_STORE_PASSWORD = "testbed";

  private Tls() {}

  /** A client context that trusts the authorities given and nobody else. */
  public static SSLContext trusting(X509Certificate... authorities) {
    return context(new KeyManagerFactory[0], authorities);
  }

  /**
   * A context that shows {@code identity} and trusts the authority that issued it, for servers and
   * for clients with a certificate.
   */
  public static SSLContext of(Identity identity) {
    return context(new KeyManagerFactory[] {keyManagers(identity)}, identity.issuer());
  }

  /** A key store with {@code identity} under the alias {@code identity}. */
  public static KeyStore keyStore(Identity identity) {
    try {
      var store = empty();
      store.setKeyEntry(
          "identity",
          identity.key(),
          KEY_STORE_PASSWORD.toCharArray(),
          new Certificate[] {identity.certificate(), identity.issuer()});
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("Cannot make a key store", e);
    }
  }

  private static SSLContext context(KeyManagerFactory[] keys, X509Certificate... authorities) {
    try {
      var store = empty();
      for (int i = 0; i < authorities.length; i++) {
        store.setCertificateEntry("ca-" + i, authorities[i]);
      }
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      var context = SSLContext.getInstance("TLS");
      context.init(
          keys.length == 0 ? null : keys[0].getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("Cannot make an SSL context", e);
    }
  }

  private static KeyManagerFactory keyManagers(Identity identity) {
    try {
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(keyStore(identity), KEY_STORE_PASSWORD.toCharArray());
      return keys;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot use an identity", e);
    }
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
