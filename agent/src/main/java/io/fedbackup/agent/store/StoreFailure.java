package io.fedbackup.agent.store;

import java.io.Serial;

/**
 * A step against the store failed, and why is known as far as it can be. Message and remedy are one
 * sentence each, name the objects concerned, and hold no token.
 */
public final class StoreFailure extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  private final FailureReason reason;
  private final String remedy;

  /**
   * Makes a failure without a cause: causes carry requests and answers, which must not be logged.
   *
   * @param reason the classification
   * @param message what happened
   * @param remedy what a person can do about it
   */
  public StoreFailure(FailureReason reason, String message, String remedy) {
    super(message);
    this.reason = reason;
    this.remedy = remedy;
  }

  /** Returns the classification. */
  public FailureReason reason() {
    return reason;
  }

  /** Returns what happened. */
  public String message() {
    return String.valueOf(getMessage());
  }

  /** Returns what a person can do about it. */
  public String remedy() {
    return remedy;
  }
}
