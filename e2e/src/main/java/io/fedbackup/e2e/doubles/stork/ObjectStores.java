package io.fedbackup.e2e.doubles.stork;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.identity.WorkloadIdentityCredentialBuilder;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.BlobServiceVersion;
import io.fedbackup.e2e.testbed.Tls;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Opens the container of a location with the pod's federated identity. Other providers, keys and
 * encryption are left out: a location that asks for them is an error, as a wrong one is for the
 * real Stork.
 */
final class ObjectStores {

  private static final RetryOptions RETRIES =
      new RetryOptions(new FixedDelayOptions(2, Duration.ofMillis(500)));

  private final Map<String, String> environment;
  private @Nullable HttpClient http;
  private @Nullable TokenCredential credential;

  ObjectStores(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The container. No request is sent yet. */
  BlobContainerClient open(Location location) {
    if (!location.encryptionKey().isEmpty()) {
      throw new IllegalArgumentException("EncryptionKey is deprecated, use EncryptionV2Key");
    }
    if (!location.encryptionV2Key().isEmpty() || !location.secretConfig().isEmpty()) {
      throw new IllegalArgumentException("this double does not read secrets or encrypt");
    }
    var azure = location.azureConfig();
    if (!location.type().equals("azure") || azure == null || azure.storageAccountName() == null) {
      throw new IllegalArgumentException("unsupported location type " + location.type());
    }
    if (!azure.useWorkloadIdentity()) {
      throw new IllegalArgumentException(
          "storageAccountKey is missing and no identity is asked for");
    }
    return client(azure.storageAccountName(), location.path());
  }

  private BlobContainerClient client(String account, String container) {
    return new BlobServiceClientBuilder()
        .endpoint(required("FEDBACKUP_BLOB_ENDPOINT").replace("{account}", account))
        .serviceVersion(BlobServiceVersion.V2025_11_05)
        .httpClient(http())
        .retryOptions(RETRIES)
        .credential(credential())
        .buildClient()
        .getBlobContainerClient(container);
  }

  /** One for the process: its connections are kept. */
  private synchronized HttpClient http() {
    if (http == null) {
      http =
          new JdkHttpClientBuilder(
                  java.net.http.HttpClient.newBuilder()
                      .sslContext(trusting(required("FEDBACKUP_CA_BUNDLE")))
                      .connectTimeout(Duration.ofSeconds(5)))
              .build();
    }
    return http;
  }

  /** One for the process: its token is kept until it expires. */
  private synchronized TokenCredential credential() {
    if (credential == null) {
      credential =
          new WorkloadIdentityCredentialBuilder()
              .authorityHost(required("AZURE_AUTHORITY_HOST"))
              .tenantId(required("AZURE_TENANT_ID"))
              .clientId(required("AZURE_CLIENT_ID"))
              .tokenFilePath(required("AZURE_FEDERATED_TOKEN_FILE"))
              .httpClient(http())
              .disableInstanceDiscovery()
              .build();
    }
    return credential;
  }

  private static SSLContext trusting(String pem) {
    try {
      var certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
      return Tls.trusting(
          certificates.stream().map(X509Certificate.class::cast).toArray(X509Certificate[]::new));
    } catch (CertificateException e) {
      throw new IllegalArgumentException("FEDBACKUP_CA_BUNDLE holds no certificates", e);
    }
  }

  private String required(String name) {
    return Objects.requireNonNull(environment.get(name), () -> name + " is not set");
  }
}
