package io.fedbackup.agent.azure;

import io.fedbackup.agent.store.FailureReason;
import io.fedbackup.agent.store.StoreFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The identity that the pod's environment provides, checked before any request: what the pod lacks
 * can be told without asking Entra ID, and better.
 *
 * @param clientId the identity's client ID
 * @param tenantId the identity's tenant
 * @param tokenFile where the kubelet keeps the token fresh
 * @param token the token as it is now
 */
record PodIdentity(String clientId, String tenantId, Path tokenFile, ProjectedToken token) {

  static PodIdentity of(AzureLocation location, WorkloadEnvironment environment)
      throws StoreFailure {
    var tokenFile = required(location, environment.tokenFile(), WorkloadEnvironment.TOKEN_FILE);
    var token = token(location, tokenFile);
    var clientId = required(location, environment.clientId(), WorkloadEnvironment.CLIENT_ID);
    var tenantId = required(location, environment.tenantId(), WorkloadEnvironment.TENANT_ID);
    expect(location, clientId, tenantId);
    return new PodIdentity(clientId, tenantId, tokenFile, token);
  }

  private static ProjectedToken token(AzureLocation location, Path file) throws StoreFailure {
    try {
      return ProjectedToken.read(file)
          .orElseThrow(() -> notProjected(location, "The token file " + file + " is empty."));
    } catch (IOException e) {
      throw notProjected(
          location,
          "The token file %s cannot be read (%s).".formatted(file, e.getClass().getSimpleName()));
    }
  }

  private static <T> T required(AzureLocation location, Optional<T> value, String variable)
      throws StoreFailure {
    return value.orElseThrow(() -> notProjected(location, variable + " is not set in the pod."));
  }

  private static StoreFailure notProjected(AzureLocation location, String message) {
    return new StoreFailure(
        FailureReason.TokenNotProjected,
        message,
        ("Let the workload-identity webhook handle Stork's pods (pod label azure.workload.identity/use,"
                + " service account annotation azure.workload.identity/client-id), or give Stork's"
                + " Deployment the AZURE_* environment and a projected token volume with audience %s.")
            .formatted(location.cloud().exchangeAudience()));
  }

  private static void expect(AzureLocation location, String clientId, String tenantId)
      throws StoreFailure {
    var expectedClient = location.expectedClientId().orElse(clientId);
    var expectedTenant = location.expectedTenantId().orElse(tenantId);
    if (!expectedClient.equalsIgnoreCase(clientId)) {
      throw mismatch("client", clientId, expectedClient);
    }
    if (!expectedTenant.equalsIgnoreCase(tenantId)) {
      throw mismatch("tenant", tenantId, expectedTenant);
    }
  }

  private static StoreFailure mismatch(String what, String actual, String expected) {
    return new StoreFailure(
        FailureReason.IdentityMismatch,
        "The pod's identity has %s ID %s, the location expects %s."
            .formatted(what, actual, expected),
        "Give Stork's service account the identity with %1$s ID %3$s, or set the location's identity.azure.%1$sID to %2$s."
            .formatted(what, actual, expected));
  }
}
