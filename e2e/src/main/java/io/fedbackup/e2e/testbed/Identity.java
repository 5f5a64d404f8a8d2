package io.fedbackup.e2e.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/**
 * A private key, its certificate, and the certificate of the authority that issued it.
 *
 * @param key the private key, on an elliptic curve
 * @param certificate the certificate of this identity
 * @param issuer the certificate of the authority
 */
public record Identity(PrivateKey key, X509Certificate certificate, X509Certificate issuer) {

  /** The private key as PEM; its first line names the algorithm, which readers rely on. */
  public String keyPem() {
    return Pem.of("EC PRIVATE KEY", Keys.sec1(key));
  }

  /** The certificate followed by that of the authority, as PEM. */
  public String certificatePem() {
    return Pem.of(certificate) + Pem.of(issuer);
  }

  /** Writes {@code <name>.crt} and {@code <name>.key} (readable by the owner only) to a folder. */
  public PemFiles writeTo(Path directory, String name) {
    var files = new PemFiles(directory.resolve(name + ".crt"), directory.resolve(name + ".key"));
    try {
      Files.createDirectories(directory);
      Files.writeString(files.certificate(), certificatePem());
      SecretFile.write(files.key(), keyPem());
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the identity " + name, e);
    }
  }

  /** Names the subject only. */
  @Override
  public String toString() {
    return "Identity[" + certificate.getSubjectX500Principal().getName() + "]";
  }

  /** The PEM files of an identity. */
  public record PemFiles(Path certificate, Path key) {}
}
