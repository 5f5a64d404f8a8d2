package io.fedbackup.e2e.doubles.azure;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One tenant with one subscription: managed identities, federated credentials, role assignments and
 * storage accounts. The Resource Manager endpoints and the Java methods of the test bed change the
 * same state by the same rules.
 *
 * <p>Kept: 20 credentials per identity, unique issuer and subject, one audience, name rules, one
 * write to an identity's credentials at a time, unique role assignments, assignments that outlive
 * their principal, resource IDs that ignore case. Left out: delays of propagation, deny
 * assignments, groups, custom roles, conditions, resource groups as resources of their own.
 * Thread-safe.
 */
public final class AzureTenant {

  static final int MAXIMUM_CREDENTIALS = 20;

  private static final Pattern CREDENTIAL_NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_-]{2,119}");
  private static final int MAXIMUM_LENGTH = 600;

  private final String tenantId;
  private final String subscriptionId;
  private final Application administrator;
  private final Map<String, ManagedIdentity> identities = new LinkedHashMap<>();
  private final Map<String, Map<String, FederatedCredential>> credentials = new HashMap<>();
  private final Map<String, RoleAssignment> assignments = new LinkedHashMap<>();
  private final Map<String, String> storageAccounts = new LinkedHashMap<>();
  private final Map<String, Integer> busy = new HashMap<>();

  private AzureTenant(String tenantId, String subscriptionId) {
    this.tenantId = tenantId;
    this.subscriptionId = subscriptionId;
    this.administrator = new Application(guid(), guid(), guid());
  }

  /** An empty tenant with random identifiers. */
  public static AzureTenant create() {
    return new AzureTenant(guid(), guid());
  }

  /** The tenant's GUID. */
  public String tenantId() {
    return tenantId;
  }

  /** The GUID of the one subscription. */
  public String subscriptionId() {
    return subscriptionId;
  }

  /** The application that may manage identities and roles. */
  public Application administrator() {
    return administrator;
  }

  // --- storage
  // ------------------------------------------------------------------------------------

  /** Makes a storage account known and returns its resource ID; again: the same. */
  public synchronized String storageAccount(String resourceGroup, String name) {
    return storageAccounts.computeIfAbsent(
        name, n -> group(resourceGroup) + "/providers/Microsoft.Storage/storageAccounts/" + n);
  }

  /**
   * The resource ID of a container in a known account, the narrowest scope of the storage roles.
   */
  public String containerScope(String account, String container) {
    return storageAccountId(account)
            .orElseThrow(() -> new IllegalArgumentException("No storage account " + account))
        + "/blobServices/default/containers/"
        + container;
  }

  /** The resource ID of a storage account, empty when there is none of that name. */
  public synchronized Optional<String> storageAccountId(String account) {
    return Optional.ofNullable(storageAccounts.get(account));
  }

  // --- identities
  // ---------------------------------------------------------------------------------

  /** Makes a managed identity; when it exists it is returned as it is. */
  public ManagedIdentity identity(String resourceGroup, String name) {
    return putIdentity(identityId(resourceGroup, name), "westeurope");
  }

  /** The resource ID of a managed identity, existing or not. */
  public String identityId(String resourceGroup, String name) {
    return group(resourceGroup)
        + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/"
        + name;
  }

  synchronized ManagedIdentity putIdentity(String id, String location) {
    var name = id.substring(id.lastIndexOf('/') + 1);
    return identities.computeIfAbsent(
        key(id), k -> new ManagedIdentity(id, name, location, guid(), guid()));
  }

  /** The identity of a resource ID. */
  public synchronized Optional<ManagedIdentity> findIdentity(String id) {
    return Optional.ofNullable(identities.get(key(id)));
  }

  /** The identity that a workload names by its client ID. */
  public synchronized Optional<ManagedIdentity> identityOfClient(String clientId) {
    return identities.values().stream()
        .filter(identity -> identity.clientId().equalsIgnoreCase(clientId))
        .findFirst();
  }

  synchronized List<ManagedIdentity> identitiesBelow(String prefix) {
    var start = key(prefix) + "/";
    return identities.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(start))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** Removes an identity with its credentials; role assignments stay behind, as in Azure. */
  public synchronized boolean deleteIdentity(String id) {
    credentials.remove(key(id));
    return identities.remove(key(id)) != null;
  }

  // --- federated credentials
  // ----------------------------------------------------------------------

  /**
   * Adds or replaces a federated credential.
   *
   * @return whether it is new
   * @throws ArmException when Azure would refuse it
   */
  public synchronized boolean federate(ManagedIdentity identity, FederatedCredential credential) {
    requireIdentity(identity.id());
    check(credential);
    requireNoConcurrentWrite(identity.id());
    var existing = credentials.computeIfAbsent(key(identity.id()), k -> new LinkedHashMap<>());
    for (var other : existing.values()) {
      if (!other.name().equalsIgnoreCase(credential.name())
          && other.issuer().equals(credential.issuer())
          && other.subject().equals(credential.subject())) {
        throw new ArmException(
            409,
            "Conflict",
            "Issuer and subject combination already exists for this Managed Identity: "
                + other.name());
      }
    }
    boolean isNew = !existing.containsKey(key(credential.name()));
    if (isNew && existing.size() >= MAXIMUM_CREDENTIALS) {
      // Azure publishes the limit, not the code.
      throw ArmException.badRequest(
          "Too many Federated Identity Credentials: at most 20 are allowed for a Managed Identity.");
    }
    existing.put(key(credential.name()), credential);
    return isNew;
  }

  /** The federated credentials of an identity, in the order in which they were made. */
  public synchronized List<FederatedCredential> credentials(String identityId) {
    return List.copyOf(credentials.getOrDefault(key(identityId), Map.of()).values());
  }

  /** Removes a federated credential; false when there was none. */
  public synchronized boolean unfederate(String identityId, String name) {
    requireNoConcurrentWrite(identityId);
    var existing = credentials.get(key(identityId));
    return existing != null && existing.remove(key(name)) != null;
  }

  /**
   * Lets a write to the credentials of {@code identity} take as long as the result is open: others
   * meanwhile get Azure's 409.
   */
  public synchronized Hold holdCredentialWrites(ManagedIdentity identity) {
    busy.merge(key(identity.id()), 1, Integer::sum);
    return () -> release(identity);
  }

  private synchronized void release(ManagedIdentity identity) {
    busy.computeIfPresent(key(identity.id()), (id, count) -> count == 1 ? null : count - 1);
  }

  private void requireNoConcurrentWrite(String identityId) {
    if (busy.containsKey(key(identityId))) {
      throw new ArmException(
          409,
          "ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity",
          "Too many Federated Identity Credentials are written concurrently for the managed"
              + " identity. Concurrent writes are not supported; retry sequentially.");
    }
  }

  private void requireIdentity(String id) {
    if (!identities.containsKey(key(id))) {
      throw new ArmException(
          404,
          "ParentResourceNotFound",
          "Failed to perform 'write' on resource(s) of type"
              + " 'userAssignedIdentities/federatedIdentityCredentials', because the parent resource '"
              + id
              + "' could not be found.");
    }
  }

  private static void check(FederatedCredential credential) {
    if (!CREDENTIAL_NAME.matcher(credential.name()).matches()) {
      throw ArmException.badRequest(
          "Federated Identity Credential name must be 3 to 120 letters, digits, '-' or '_'.");
    }
    if (!credential.issuer().startsWith("https://") || tooLong(credential.issuer())) {
      throw ArmException.badRequest(
          "Property 'issuer' must be an HTTPS URL of at most 600 characters.");
    }
    if (credential.subject().isBlank() || tooLong(credential.subject())) {
      throw ArmException.badRequest("Property 'subject' must have 1 to 600 characters.");
    }
    if (credential.audience().isBlank() || tooLong(credential.audience())) {
      throw ArmException.badRequest("Property 'audiences' must hold exactly one audience.");
    }
  }

  private static boolean tooLong(String value) {
    return value.length() > MAXIMUM_LENGTH;
  }

  // --- role assignments
  // ---------------------------------------------------------------------------

  /** Gives a role to an identity; when the identity has it there already, that one is returned. */
  public RoleAssignment assign(StorageRole role, ManagedIdentity identity, String scope) {
    return assignments().stream()
        .filter(a -> same(a, new RoleAssignment("", scope, role, identity.principalId())))
        .findFirst()
        .orElseGet(() -> assign(new RoleAssignment(guid(), scope, role, identity.principalId())));
  }

  /**
   * Adds a role assignment; again: no change.
   *
   * @throws ArmException when Azure would refuse it
   */
  synchronized RoleAssignment assign(RoleAssignment wanted) {
    var existing = assignments.get(key(wanted.id()));
    if (existing != null && !same(existing, wanted)) {
      throw new ArmException(
          409,
          "RoleAssignmentUpdateNotPermitted",
          "Tenant ID, application ID, principal ID, and scope are not allowed to be updated.");
    }
    for (var other : assignments.values()) {
      if (existing == null && same(other, wanted)) {
        throw new ArmException(
            409,
            "RoleAssignmentExists",
            "The role assignment already exists. The ID of the existing role assignment is "
                + other.name().replace("-", "")
                + ".");
      }
    }
    requirePrincipal(wanted.principalId());
    assignments.putIfAbsent(key(wanted.id()), wanted);
    return wanted;
  }

  /** All role assignments of the tenant. */
  public synchronized List<RoleAssignment> assignments() {
    return List.copyOf(assignments.values());
  }

  synchronized @Nullable RoleAssignment findAssignment(String id) {
    return assignments.get(key(id));
  }

  /** Takes a role assignment away; null when there was none. */
  public synchronized @Nullable RoleAssignment revoke(String id) {
    return assignments.remove(key(id));
  }

  /** Takes all roles of an identity away. */
  public synchronized void revokeAll(ManagedIdentity identity) {
    assignments.values().removeIf(a -> a.principalId().equals(identity.principalId()));
  }

  /** Whether a principal may do this to a resource. */
  synchronized boolean allows(String principalId, BlobRequest.Access access, String resourceId) {
    return assignments.values().stream()
        .anyMatch(
            a ->
                a.principalId().equals(principalId)
                    && a.role().allows(access)
                    && a.covers(resourceId));
  }

  private void requirePrincipal(String principalId) {
    if (identities.values().stream().noneMatch(i -> i.principalId().equals(principalId))) {
      throw new ArmException(
          400,
          "PrincipalNotFound",
          "Principal "
              + principalId.replace("-", "")
              + " does not exist in the directory "
              + tenantId
              + ".");
    }
  }

  private static boolean same(RoleAssignment one, RoleAssignment other) {
    return one.scope().equalsIgnoreCase(other.scope())
        && one.role() == other.role()
        && one.principalId().equals(other.principalId());
  }

  private String group(String resourceGroup) {
    return "/subscriptions/" + subscriptionId + "/resourceGroups/" + resourceGroup;
  }

  private static String key(String resourceId) {
    return resourceId.toLowerCase(Locale.ROOT);
  }

  private static String guid() {
    return UUID.randomUUID().toString();
  }

  /** Something that is held until closed. */
  @FunctionalInterface
  public interface Hold extends AutoCloseable {
    @Override
    void close();
  }

  /** An application with a client secret. */
  public record Application(String clientId, String objectId, String clientSecret) {
    /** Leaves out the secret. */
    @Override
    public String toString() {
      return "Application[" + clientId + "]";
    }
  }
}
