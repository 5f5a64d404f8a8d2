package io.fedbackup.reconciler.remote;

import io.fabric8.kubernetes.client.internal.CertUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Collections;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * TLS as a kubeconfig says, and no more: fabric8's own reading trusts the public authorities beside
 * the given one and looks at system properties.
 */
final class TlsContexts {
  private static final char[] NO_PASSWORD = new char[0];

  private TlsContexts() {}

  /**
   * A context that trusts just the given authority, or the public ones if none is given.
   *
   * @throws KubeconfigException if a certificate or key cannot be read
   */
  static SSLContext of(Kubeconfig kubeconfig) throws KubeconfigException {
    TrustManager[] trust = trust(kubeconfig.certificateAuthority());
    KeyManager[] keys =
        kubeconfig.credentials() instanceof Kubeconfig.ClientCertificate client
            ? keys(client)
            : null;
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, trust, null);
      return kubeconfig.tlsServerName() == null
          ? context
          : new NamedPeerContext(context, kubeconfig.tlsServerName());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has TLS", e);
    }
  }

  private static TrustManager @Nullable [] trust(@Nullable String pem) throws KubeconfigException {
    if (pem == null) {
      return null;
    }
    try {
      KeyStore store = emptyStore();
      int number = 0;
      for (Certificate certificate : certificates(pem)) {
        store.setCertificateEntry("ca-" + number++, certificate);
      }
      if (number == 0) {
        throw unreadable("certificate-authority-data");
      }
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory.getTrustManagers();
    } catch (GeneralSecurityException | IOException _) {
      throw unreadable("certificate-authority-data");
    }
  }

  private static KeyManager[] keys(Kubeconfig.ClientCertificate client) throws KubeconfigException {
    try {
      Collection<? extends Certificate> chain = certificates(client.certificate());
      if (chain.isEmpty()) {
        throw unreadable("client-certificate-data");
      }
      String algorithm = chain.iterator().next().getPublicKey().getAlgorithm();
      KeyStore store = emptyStore();
      store.setKeyEntry(
          "client", privateKey(client, algorithm), NO_PASSWORD, chain.toArray(Certificate[]::new));
      var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, NO_PASSWORD);
      return factory.getKeyManagers();
    } catch (GeneralSecurityException | IOException | IllegalArgumentException _) {
      throw unreadable("client-certificate-data or client-key-data");
    }
  }

  /** fabric8 reads PKCS#8 and both older forms; only the key is taken out of its key store. */
  private static Key privateKey(Kubeconfig.ClientCertificate client, String algorithm)
      throws GeneralSecurityException, IOException {
    KeyStore read =
        CertUtils.createKeyStore(
            stream(client.certificate()),
            stream(keyBlock(client.key())),
            algorithm,
            NO_PASSWORD,
            null,
            null);
    for (String alias : Collections.list(read.aliases())) {
      Key key = read.getKey(alias, NO_PASSWORD);
      if (key != null) {
        return key;
      }
    }
    throw new IOException("no private key");
  }

  /** From the block that holds the key on: "EC PARAMETERS" may stand before it. */
  private static String keyBlock(String pem) throws IOException {
    int label = pem.indexOf("PRIVATE KEY-----");
    int begin = label < 0 ? -1 : pem.lastIndexOf("-----BEGIN ", label);
    if (begin < 0) {
      throw new IOException("no private key");
    }
    return pem.substring(begin);
  }

  private static InputStream stream(String pem) {
    return new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
  }

  private static Collection<? extends Certificate> certificates(String pem)
      throws GeneralSecurityException {
    return CertificateFactory.getInstance("X.509").generateCertificates(stream(pem));
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static KubeconfigException unreadable(String field) {
    return new KubeconfigException(field, false, field + " cannot be read");
  }
}
