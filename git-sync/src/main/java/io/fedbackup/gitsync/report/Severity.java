package io.fedbackup.gitsync.report;

/** Whether a problem refuses the documents. */
public enum Severity {
  /** Nothing is applied. */
  ERROR("error"),
  /** Somebody should look; the documents are applied. */
  WARNING("warning");

  private final String wireName;

  Severity(String wireName) {
    this.wireName = wireName;
  }

  /** The name in output. */
  public String wireName() {
    return wireName;
  }
}
