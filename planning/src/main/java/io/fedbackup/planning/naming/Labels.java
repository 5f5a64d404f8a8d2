package io.fedbackup.planning.naming;

/** Labels and annotations on everything that fedbackup writes into an application cluster. */
public final class Labels {
  /** Label: which installation wrote the object; value as of option {@code installation}. */
  public static final String INSTALLATION = "fedbackup.io/installation";

  private Labels() {}
}
