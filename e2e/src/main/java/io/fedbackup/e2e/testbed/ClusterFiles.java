package io.fedbackup.e2e.testbed;

import io.fedbackup.e2e.testbed.Identity.PemFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The certificates, keys and kubeconfigs of one control plane.
 *
 * @param directory the control plane's folder
 * @param ca file with the certificate of its authority
 * @param admin the identity of its administrator
 * @param server what the API server shows
 * @param kubeletClient what the API server shows to kubelets
 * @param kubeletServer what a kubelet shows to the API server
 * @param serviceAccountKey file with the private key that signs service-account tokens
 * @param adminKubeconfig file with the administrator's kubeconfig
 */
record ClusterFiles(
    Path directory,
    Path ca,
    Identity admin,
    PemFiles server,
    PemFiles kubeletClient,
    Identity kubeletServer,
    Path serviceAccountKey,
    Path adminKubeconfig) {

  static ClusterFiles write(String name, URI server, Path directory) {
    var pki = directory.resolve("pki");
    try {
      Files.createDirectories(pki);
      var ca = TestCa.create("fedbackup-testbed-" + name);
      var admin = ca.client("admin", "system:masters");
      admin.writeTo(pki, "admin");
      var kubelet = ca.client("kube-apiserver-kubelet-client", "system:masters");
      return new ClusterFiles(
          directory,
          ca.writeTo(pki.resolve("ca.crt")),
          admin,
          ca.server("kubernetes.default.svc").writeTo(pki, "server"),
          kubelet.writeTo(pki, "kubelet-client"),
          ca.server(),
          writeKey(pki.resolve("service-account.key")),
          SecretFile.write(
              directory.resolve("kubeconfig"), Kubeconfigs.withCertificate(name, server, admin)));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the keys of control plane " + name, e);
    }
  }

  /** RSA: what managed clusters have, and the only kind that Entra ID takes (RS256). */
  private static Path writeKey(Path file) throws IOException {
    return SecretFile.write(file, Pem.of("PRIVATE KEY", Keys.rsa().getPrivate().getEncoded()));
  }
}
