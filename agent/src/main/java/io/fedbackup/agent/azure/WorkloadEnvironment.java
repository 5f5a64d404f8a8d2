package io.fedbackup.agent.azure;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The pod's environment as the workload-identity webhook (or whoever wires Stork's Deployment) and
 * the installation made it.
 *
 * @param clientId {@code AZURE_CLIENT_ID}
 * @param tenantId {@code AZURE_TENANT_ID}
 * @param tokenFile {@code AZURE_FEDERATED_TOKEN_FILE}
 * @param authorityHost {@code AZURE_AUTHORITY_HOST}; empty for the cloud's own
 * @param blobEndpoint {@code FEDBACKUP_BLOB_ENDPOINT}, with {@code {account}} in it; empty for the
 *     cloud's own
 * @param caBundle {@code FEDBACKUP_CA_BUNDLE}, PEM, trusted in addition to the JVM's roots
 * @param instanceDiscovery false when {@code FEDBACKUP_INSTANCE_DISCOVERY} is {@code disabled}: the
 *     authority is not one of Microsoft's public ones, and is not looked up there
 */
public record WorkloadEnvironment(
    Optional<String> clientId,
    Optional<String> tenantId,
    Optional<Path> tokenFile,
    Optional<URI> authorityHost,
    Optional<String> blobEndpoint,
    Optional<String> caBundle,
    boolean instanceDiscovery) {

  static final String CLIENT_ID = "AZURE_CLIENT_ID";
  static final String TENANT_ID = "AZURE_TENANT_ID";
  static final String TOKEN_FILE = "AZURE_FEDERATED_TOKEN_FILE";
  static final String AUTHORITY_HOST = "AZURE_AUTHORITY_HOST";
  static final String BLOB_ENDPOINT = "FEDBACKUP_BLOB_ENDPOINT";
  static final String CA_BUNDLE = "FEDBACKUP_CA_BUNDLE";
  static final String INSTANCE_DISCOVERY = "FEDBACKUP_INSTANCE_DISCOVERY";
  private static final String ACCOUNT_PLACEHOLDER = "{account}";

  /**
   * Reads the environment.
   *
   * @throws IllegalArgumentException a variable of the installation is not usable; names it and
   *     says what is allowed
   */
  public static WorkloadEnvironment of(Map<String, String> environment) {
    return new WorkloadEnvironment(
        value(environment, CLIENT_ID),
        value(environment, TENANT_ID),
        value(environment, TOKEN_FILE).map(Path::of),
        value(environment, AUTHORITY_HOST).map(WorkloadEnvironment::authority),
        value(environment, BLOB_ENDPOINT).map(WorkloadEnvironment::template),
        value(environment, CA_BUNDLE),
        !"disabled".equals(environment.get(INSTANCE_DISCOVERY)));
  }

  /** Returns the endpoint of the location's account. */
  String endpoint(AzureLocation location) {
    return blobEndpoint
        .orElseGet(() -> location.cloud().blobEndpointTemplate())
        .replace(ACCOUNT_PLACEHOLDER, location.account());
  }

  /** Returns Entra ID's address. */
  String authority(AzureLocation location) {
    return authorityHost.map(URI::toString).orElseGet(() -> location.cloud().authorityHost());
  }

  private static Optional<String> value(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  private static URI authority(String value) {
    return https(AUTHORITY_HOST, value);
  }

  private static String template(String value) {
    if (!value.contains(ACCOUNT_PLACEHOLDER)) {
      throw new IllegalArgumentException(
          BLOB_ENDPOINT
              + " must contain "
              + ACCOUNT_PLACEHOLDER
              + " where the account's name goes");
    }
    https(BLOB_ENDPOINT, value.replace(ACCOUNT_PLACEHOLDER, "account"));
    return value;
  }

  private static URI https(String name, String value) {
    var uri = URI.create(value);
    if (!"https".equals(uri.getScheme()) || uri.getHost() == null) {
      throw new IllegalArgumentException(name + " must be an https:// address with a host");
    }
    return uri;
  }
}
