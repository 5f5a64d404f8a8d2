package io.fedbackup.planning.outcome;

/** The three values of a condition's status. */
public enum ConditionStatus {
  TRUE("True"),
  FALSE("False"),
  UNKNOWN("Unknown");

  private final String wireName;

  ConditionStatus(String wireName) {
    this.wireName = wireName;
  }

  /** As the Kubernetes API spells it. */
  public String wireName() {
    return wireName;
  }

  /** {@code TRUE} or {@code FALSE}. */
  public static ConditionStatus of(boolean value) {
    return value ? TRUE : FALSE;
  }
}
