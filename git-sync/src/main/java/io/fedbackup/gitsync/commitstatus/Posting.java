package io.fedbackup.gitsync.commitstatus;

/** What became of a report. */
public sealed interface Posting {

  /** The Git server has it. */
  record Posted() implements Posting {}

  /**
   * The Git server does not take it: somebody has to do something.
   *
   * @param why with the remedy; nothing of it comes from the server
   */
  record Refused(String why) implements Posting {}

  /** The Git server could not be asked; later it may work. */
  record Unreachable(String why) implements Posting {}
}
