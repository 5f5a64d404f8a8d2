package io.fedbackup.agent.azure;

/**
 * What sentences about a failure name: the container, and who wanted to reach it.
 *
 * @param location the container
 * @param endpoint the account's address
 * @param authority Entra ID's address
 * @param clientId the identity's client ID
 * @param tenantId the identity's tenant
 * @param token the projected token, for its claims
 */
record Accessed(
    AzureLocation location,
    String endpoint,
    String authority,
    String clientId,
    String tenantId,
    ProjectedToken token) {

  /** Returns the container with its account, for sentences. */
  String container() {
    return "container %s of storage account %s".formatted(location.container(), location.account());
  }

  /** Returns the identity with its tenant, for sentences. */
  String identity() {
    return "the managed identity with client ID %s in tenant %s".formatted(clientId, tenantId);
  }

  /** Returns the audience that the projected token must have. */
  String expectedAudience() {
    return location.cloud().exchangeAudience();
  }
}
