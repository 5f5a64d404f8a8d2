package io.fedbackup.agent.azure;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The container to look at, and the identity that is expected there.
 *
 * @param account the storage account's name
 * @param container the container's name
 * @param cloud the Azure cloud
 * @param expectedClientId the client ID that the pod's identity must have, if one is expected
 * @param expectedTenantId the tenant that it must be of, if one is expected
 */
public record AzureLocation(
    String account,
    String container,
    AzureCloud cloud,
    Optional<String> expectedClientId,
    Optional<String> expectedTenantId) {

  private static final Pattern ACCOUNT = Pattern.compile("[a-z0-9]{3,24}");
  private static final Pattern CONTAINER = Pattern.compile("[a-z0-9]([a-z0-9]|-[a-z0-9]){2,62}");

  /** Refuses names that Azure does not allow: the account's name becomes part of a host name. */
  public AzureLocation {
    require(ACCOUNT, "storage account", account);
    require(CONTAINER, "container", container);
  }

  private static void require(Pattern pattern, String what, String value) {
    if (!pattern.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "%s \"%s\" is not a name that Azure allows: it must match ^%s$"
              .formatted(what, value, pattern));
    }
  }
}
