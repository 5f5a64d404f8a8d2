package io.fedbackup.planning.outcome;

import io.fedbackup.planning.reason.Reason;
import java.time.Duration;

/** What a step, or a whole reconciliation, came to. */
public sealed interface Outcome {

  /** Reason as conditions show it. */
  Reason reason();

  /**
   * What conditions show; may be empty. Object, cluster and remedy are in it where it is not {@link
   * Done}.
   */
  String message();

  /** Everything is as asked for. */
  static Outcome done() {
    return new Done(Reason.SUCCEEDED, "");
  }

  /** Everything is as asked for, and there is something to say about it. */
  static Outcome done(Reason reason, String message) {
    return new Done(reason, message);
  }

  /** Goes on by itself, at the latest after {@code after}. */
  static Outcome waiting(Reason reason, String message, Duration after) {
    return new Waiting(reason, message, after);
  }

  /** Does not go on until somebody changes an object. */
  static Outcome blocked(Reason reason, String message) {
    return new Blocked(reason, message);
  }

  /** Did not work, and is tried again. */
  static Outcome failed(Reason reason, String message) {
    return new Failed(reason, message);
  }

  /** Ready. */
  record Done(Reason reason, String message) implements Outcome {}

  /**
   * Not ready yet, nothing wrong with the object.
   *
   * @param after when to look again, if no event comes first
   */
  record Waiting(Reason reason, String message, Duration after) implements Outcome {}

  /**
   * Not ready, and trying again would not help: a terminal error of the object or of what it refers
   * to.
   */
  record Blocked(Reason reason, String message) implements Outcome {}

  /** Not ready because of something outside of the object; it is tried again with back-off. */
  record Failed(Reason reason, String message) implements Outcome {}
}
