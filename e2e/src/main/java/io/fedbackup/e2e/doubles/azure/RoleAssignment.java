package io.fedbackup.e2e.doubles.azure;

import java.util.Locale;

/**
 * A role given to a principal at a scope and below it.
 *
 * @param name GUID chosen by who made it
 * @param scope resource ID without trailing slash
 */
public record RoleAssignment(String name, String scope, StorageRole role, String principalId) {

  /** The resource ID. */
  public String id() {
    return scope + "/providers/Microsoft.Authorization/roleAssignments/" + name;
  }

  /** Whether the assignment holds for a resource: resource IDs ignore case. */
  boolean covers(String resourceId) {
    var mine = scope.toLowerCase(Locale.ROOT);
    var other = resourceId.toLowerCase(Locale.ROOT);
    return other.equals(mine) || other.startsWith(mine + "/");
  }
}
