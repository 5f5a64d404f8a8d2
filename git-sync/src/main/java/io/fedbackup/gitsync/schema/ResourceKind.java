package io.fedbackup.gitsync.schema;

/**
 * One accepted kind.
 *
 * @param plural the resource name in URLs
 * @param schema of the whole object
 */
public record ResourceKind(
    String group, String version, String kind, String plural, boolean namespaced, Schema schema) {

  /** {@code group/version}. */
  public String apiVersion() {
    return group + "/" + version;
  }
}
