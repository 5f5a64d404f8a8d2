package io.fedbackup.api.v1alpha1;

/** Names that all kinds of the group share. */
public final class ApiGroup {

  /** The API group. */
  public static final String NAME = "fedbackup.io";

  /** The version of the kinds in this package. */
  public static final String VERSION = "v1alpha1";

  /** Group and version, as in {@code apiVersion}. */
  public static final String API_VERSION = NAME + "/" + VERSION;

  private ApiGroup() {}
}
