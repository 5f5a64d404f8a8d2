package io.fedbackup.gitsync.cli;

/** Exit codes of all commands, as the documentation promises them. */
final class ExitCode {
  /** Done. */
  static final int DONE = 0;

  /** The documents were refused, or something of them could not be applied. */
  static final int REFUSED = 1;

  /**
   * The command could not run: wrong usage, no such directory, no API server, no right to do it.
   */
  static final int COULD_NOT_RUN = 2;

  /** Of drift: something is not as it should be, and that is what was asked. */
  static final int DRIFT = 3;

  /** Of plan: an apply would change something, and nothing of it is dangerous. */
  static final int CHANGES = 3;

  /** Of plan: protection ends, backups are erased, too much is removed, or that is not known. */
  static final int DANGEROUS_CHANGES = 4;

  private ExitCode() {}
}
