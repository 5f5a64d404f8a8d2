package io.fedbackup.gitsync.signature;

/** What a signature is worth. */
public sealed interface Verdict {

  /**
   * Made by one of the keys.
   *
   * @param key its fingerprint, for messages
   */
  record Valid(String key) implements Verdict {}

  /** There is none. */
  record Unsigned() implements Verdict {}

  /**
   * It does not count.
   *
   * @param why names the key where one is named, and what is wrong
   */
  record Refused(String why) implements Verdict {}
}
