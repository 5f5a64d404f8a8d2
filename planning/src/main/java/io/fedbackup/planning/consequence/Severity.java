package io.fedbackup.planning.consequence;

/** How much a consequence matters, the worst first. */
public enum Severity {
  /** Backups are erased, or something is no longer backed up. */
  DANGEROUS("dangerous"),
  /** Worth a look: what was protected is protected differently. */
  NOTABLE("notable"),
  /** What the change was made for. */
  ROUTINE("routine");

  private final String wireName;

  Severity(String wireName) {
    this.wireName = wireName;
  }

  /** The word in output. */
  public String wireName() {
    return wireName;
  }
}
