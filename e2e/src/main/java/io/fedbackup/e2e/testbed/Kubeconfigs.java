package io.fedbackup.e2e.testbed;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.AuthInfoBuilder;
import io.fabric8.kubernetes.api.model.ConfigBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Kubeconfigs with all data inline, as text. */
final class Kubeconfigs {

  private Kubeconfigs() {}

  static String withCertificate(String name, URI server, Identity identity) {
    var user =
        new AuthInfoBuilder()
            .withClientCertificateData(base64(identity.certificatePem()))
            .withClientKeyData(base64(identity.keyPem()))
            .build();
    return kubeconfig(name, server, Pem.of(identity.issuer()), user);
  }

  static String withToken(String name, URI server, String caPem, String token) {
    return kubeconfig(name, server, caPem, new AuthInfoBuilder().withToken(token).build());
  }

  private static String kubeconfig(String name, URI server, String caPem, AuthInfo user) {
    var config =
        new ConfigBuilder()
            .withApiVersion("v1")
            .withKind("Config")
            .addNewCluster()
            .withName(name)
            .withNewCluster()
            .withServer(server.toString())
            .withCertificateAuthorityData(base64(caPem))
            .endCluster()
            .endCluster()
            .addNewUser()
            .withName(name)
            .withUser(user)
            .endUser()
            .addNewContext()
            .withName(name)
            .withNewContext()
            .withCluster(name)
            .withUser(name)
            .endContext()
            .endContext()
            .withCurrentContext(name)
            .build();
    return Serialization.asYaml(config);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
