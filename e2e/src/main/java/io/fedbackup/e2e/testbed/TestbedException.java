package io.fedbackup.e2e.testbed;

/**
 * The test bed cannot do what was asked: a program is missing, does not start, or does not answer.
 */
public final class TestbedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With a message that says what to do. */
  public TestbedException(String message) {
    super(message);
  }

  /** With a message that says what to do, and a cause. */
  public TestbedException(String message, Throwable cause) {
    super(message, cause);
  }
}
