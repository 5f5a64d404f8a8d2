package io.fedbackup.gitsync.schema;

/**
 * One accepted kind.
 *
 * @param group empty for the core group
 * @param plural the resource name in URLs
 * @param schema of the whole object
 */
public record ResourceKind(
    String group, String version, String kind, String plural, boolean namespaced, Schema schema) {

  /** {@code group/version}; of the core group, which has no name, just the version. */
  public String apiVersion() {
    return isCore() ? version : group + "/" + version;
  }

  /** Whether it is a kind of Kubernetes itself. */
  public boolean isCore() {
    return group.isEmpty();
  }

  /** Whether this is a version of its group, served or not. */
  public boolean isOfGroup(String apiVersion) {
    return isCore() ? apiVersion.indexOf('/') < 0 : apiVersion.startsWith(group + "/");
  }
}
