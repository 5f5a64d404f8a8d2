package io.fedbackup.api.v1alpha1;

/**
 * Regular expressions of the schemas. Only what RE2, ECMA 262 and Java read alike.
 *
 * <p>Lengths are not part of them: {@code maxLength} says them, and says them better.
 */
public final class Patterns {

  /** A DNS label. */
  public static final String DNS_LABEL = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";

  /** A DNS label, or {@code *} for all. */
  public static final String DNS_LABEL_OR_ALL = "^(\\*|[a-z0-9]([-a-z0-9]*[a-z0-9])?)$";

  /** A DNS label that may end in {@code *}, or {@code *} for all. */
  public static final String NAMESPACE_GLOB =
      "^(\\*|[a-z0-9]([-a-z0-9]*[a-z0-9])?|[a-z0-9][-a-z0-9]*\\*)$";

  /** A DNS subdomain, as most Kubernetes names. */
  public static final String DNS_SUBDOMAIN =
      "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";

  /** A duration in hours, minutes and seconds, such as {@code 1h30m}; see {@link GoDuration}. */
  public static final String DURATION =
      "^([0-9]{1,5}h([0-9]{1,5}m)?([0-9]{1,5}s)?|[0-9]{1,5}m([0-9]{1,5}s)?|[0-9]{1,5}s)$";

  /** A time of day on a 24-hour clock, such as {@code 22:30}. */
  public static final String TIME_OF_DAY = "^([01][0-9]|2[0-3]):[0-5][0-9]$";

  /** A GUID, in lower or upper case. */
  public static final String GUID =
      "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$";

  /** A name of an Azure storage account. */
  public static final String STORAGE_ACCOUNT = "^[a-z0-9]{3,24}$";

  /** A name of a container in an Azure storage account. */
  public static final String CONTAINER = "^[a-z0-9]([a-z0-9]|-[a-z0-9]){2,62}$";

  /** A name of an Azure resource group. */
  public static final String RESOURCE_GROUP = "^[-\\w._()]*[-\\w_()]$";

  /** Short name of a branch or tag, as far as a regular expression can say what Git allows. */
  public static final String GIT_REF =
      "^[^/. ~^:?*\\[\\\\]+(\\.[^/. ~^:?*\\[\\\\]+)*(/[^/. ~^:?*\\[\\\\]+(\\.[^/. ~^:?*\\[\\\\]+)*)*$";

  private Patterns() {}
}
