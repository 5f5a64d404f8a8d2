package io.fedbackup.planning.consequence;

/** What kind of consequence it is, the worst first. */
public enum Effect {
  /** Retention will erase backups that it kept so far. */
  DESTROYS_BACKUPS("DestroysBackups", Severity.DANGEROUS),
  /** Nothing backs up any more what was backed up. */
  ENDS_PROTECTION("EndsProtection", Severity.DANGEROUS),
  /** Backups go to another place from now on. */
  MOVES_BACKUPS("MovesBackups", Severity.NOTABLE),
  /** What retention prunes is erased from now on, where it was kept. */
  ERASES_WHAT_IS_PRUNED("ErasesWhatIsPruned", Severity.NOTABLE),
  /** Something is backed up that was not. */
  STARTS_PROTECTION("StartsProtection", Severity.ROUTINE),
  /** A Stork resource goes from a cluster. */
  REMOVES_INSTRUCTION("RemovesInstruction", Severity.ROUTINE),
  /** A Stork resource appears on a cluster. */
  ADDS_INSTRUCTION("AddsInstruction", Severity.ROUTINE),
  /** A Stork resource on a cluster is written anew. */
  CHANGES_INSTRUCTION("ChangesInstruction", Severity.ROUTINE);

  private final String wireName;
  private final Severity severity;

  Effect(String wireName, Severity severity) {
    this.wireName = wireName;
    this.severity = severity;
  }

  /** The name in output. */
  public String wireName() {
    return wireName;
  }

  /** How much it matters. */
  public Severity severity() {
    return severity;
  }
}
