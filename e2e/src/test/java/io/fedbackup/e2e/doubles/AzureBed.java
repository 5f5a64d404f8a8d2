package io.fedbackup.e2e.doubles;

import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.identity.WorkloadIdentityCredentialBuilder;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fedbackup.e2e.doubles.azure.AzureTenant;
import io.fedbackup.e2e.doubles.azure.BlobGateway;
import io.fedbackup.e2e.doubles.azure.EntraIdDouble;
import io.fedbackup.e2e.doubles.azure.FederatedCredential;
import io.fedbackup.e2e.doubles.azure.ManagedIdentity;
import io.fedbackup.e2e.testbed.ControlPlane;
import io.fedbackup.e2e.testbed.Testbed;
import io.fedbackup.e2e.testbed.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One control plane with Azure's doubles and a store, for the tests of the doubles. */
public final class AzureBed implements AutoCloseable {

  /** The one storage account. */
  public static final String ACCOUNT = "backups1";

  /** The audience of federated tokens. */
  public static final String AUDIENCE = "api://AzureADTokenExchange";

  private final Testbed testbed;
  private final ControlPlane cluster;
  private final AzureTenant tenant = AzureTenant.create();
  private final EntraIdDouble entra;
  private final BlobGateway gateway;

  /** Starts everything but the cluster below {@code directory}. */
  public AzureBed(ControlPlane cluster, Path directory) {
    this.cluster = cluster;
    testbed = Testbed.open(directory);
    entra = testbed.closing(EntraIdDouble.start(tenant, testbed.ca().server()));
    entra.trustIssuer(cluster.issuer().toString(), Tls.trusting(cluster.caCertificate()));
    var azurite = testbed.startAzurite(List.of(ACCOUNT));
    gateway =
        testbed.closing(
            BlobGateway.start(
                entra, testbed.ca().server(), azurite, testbed.ca().trustingContext()));
    tenant.storageAccount("backup", ACCOUNT);
  }

  public Testbed testbed() {
    return testbed;
  }

  public ControlPlane cluster() {
    return cluster;
  }

  public AzureTenant tenant() {
    return tenant;
  }

  public EntraIdDouble entra() {
    return entra;
  }

  public BlobGateway gateway() {
    return gateway;
  }

  /** Trusts the tokens of a service account of the cluster for an identity. */
  public void federate(ManagedIdentity identity, String namespace, String serviceAccount) {
    tenant.federate(
        identity,
        new FederatedCredential(
            namespace + "-" + serviceAccount,
            cluster.issuer().toString(),
            "system:serviceaccount:" + namespace + ":" + serviceAccount,
            AUDIENCE));
  }

  /** A token of a service account, which is made if need be. */
  public String token(String namespace, String serviceAccount, String audience) {
    var client = cluster.client();
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .serverSideApply();
    client
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(serviceAccount)
                .endMetadata()
                .build())
        .serverSideApply();
    return client
        .serviceAccounts()
        .inNamespace(namespace)
        .withName(serviceAccount)
        .tokenRequest(
            new TokenRequestBuilder()
                .withNewSpec()
                .withAudiences(audience)
                .withExpirationSeconds(3600L)
                .endSpec()
                .build())
        .getStatus()
        .getToken();
  }

  /** An HTTP client for Azure's libraries that trusts the test bed. */
  public HttpClient http() {
    return new JdkHttpClientBuilder(
            java.net.http.HttpClient.newBuilder().sslContext(testbed.ca().trustingContext()))
        .build();
  }

  /** A container as a workload with that token and identity sees it, through Azure's libraries. */
  public BlobContainerClient container(ManagedIdentity identity, String token, String container) {
    try {
      var file = Files.createTempFile(testbed.directory(), "token", "");
      Files.writeString(file, token);
      var credential =
          new WorkloadIdentityCredentialBuilder()
              .authorityHost(entra.authorityHost().toString())
              .tenantId(tenant.tenantId())
              .clientId(identity.clientId())
              .tokenFilePath(file.toString())
              .disableInstanceDiscovery()
              .httpClient(http())
              .retryOptions(new RetryOptions(new FixedDelayOptions(0, Duration.ofMillis(1))))
              .build();
      return new BlobServiceClientBuilder()
          .endpoint(gateway.uri() + "/" + ACCOUNT)
          .credential(credential)
          .httpClient(http())
          .retryOptions(new RequestRetryOptions(RetryPolicyType.FIXED, 1, 30, null, null, null))
          .buildClient()
          .getBlobContainerClient(container);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    testbed.close();
  }
}
