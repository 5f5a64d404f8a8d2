package io.fedbackup.e2e.fleet;

import io.fedbackup.e2e.doubles.azure.AzureTenant;
import io.fedbackup.e2e.doubles.azure.BlobGateway;
import io.fedbackup.e2e.doubles.azure.EntraIdDouble;
import io.fedbackup.e2e.doubles.azure.FederatedCredential;
import io.fedbackup.e2e.doubles.azure.ManagedIdentity;
import io.fedbackup.e2e.doubles.azure.StorageRole;
import io.fedbackup.e2e.doubles.stork.StorkInstallation;
import io.fedbackup.e2e.testbed.Azurite;
import io.fedbackup.e2e.testbed.ControlPlane;
import io.fedbackup.e2e.testbed.TestCa;
import io.fedbackup.e2e.testbed.Tls;
import java.util.Map;

/** The Azure of one fleet: its tenant, Entra ID, and one container of one storage account. */
final class Azure implements AutoCloseable {

  private static final String GROUP = "fleet";

  private final TestCa ca;
  private final String account;
  private final String container;
  private final AzureTenant tenant = AzureTenant.create();
  private final EntraIdDouble entra;
  private final BlobGateway gateway;

  Azure(TestCa ca, Azurite azurite, String account, String container) {
    this.ca = ca;
    this.account = account;
    this.container = container;
    entra = EntraIdDouble.start(tenant, ca.server());
    gateway = BlobGateway.start(entra, ca.server(), azurite, ca.trustingContext());
    tenant.storageAccount(GROUP, account);
    gateway.store().createContainer(account, container);
  }

  AzureTenant tenant() {
    return tenant;
  }

  EntraIdDouble entra() {
    return entra;
  }

  BlobGateway gateway() {
    return gateway;
  }

  /** A managed identity for Stork in the cluster, which the cluster's tokens are trusted for. */
  ManagedIdentity federate(String name, ControlPlane cluster) {
    var issuer = cluster.issuer().toString();
    entra.trustIssuer(issuer, Tls.trusting(cluster.caCertificate()));
    var identity = tenant.identity(GROUP, "stork-" + name);
    tenant.federate(
        identity,
        new FederatedCredential(
            "stork", issuer, StorkInstallation.SUBJECT, StorkInstallation.AUDIENCE));
    return identity;
  }

  void grant(ManagedIdentity identity, StorageRole role) {
    tenant.assign(role, identity, tenant.containerScope(account, container));
  }

  /** What programs need to find this Azure in place of the public one. */
  Map<String, String> environment() {
    return Map.of(
        "FEDBACKUP_BLOB_ENDPOINT", gateway.endpointTemplate(),
        "FEDBACKUP_CA_BUNDLE", ca.pem(),
        "FEDBACKUP_INSTANCE_DISCOVERY", "disabled");
  }

  @Override
  public void close() {
    gateway.close();
    entra.close();
  }
}
