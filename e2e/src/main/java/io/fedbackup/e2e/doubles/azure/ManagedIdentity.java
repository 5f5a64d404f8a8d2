package io.fedbackup.e2e.doubles.azure;

/**
 * A user-assigned managed identity.
 *
 * @param id resource ID
 * @param name last part of the resource ID
 * @param location Azure region
 * @param clientId what a workload presents as {@code client_id}
 * @param principalId what role assignments name; {@code oid} in its tokens
 */
public record ManagedIdentity(
    String id, String name, String location, String clientId, String principalId) {}
