package io.fedbackup.reconciler.remote;

/** A kubeconfig that is not used. The message names the field and never its value. */
public final class KubeconfigException extends Exception {
  private final String field;
  private final boolean refused;

  KubeconfigException(String field, boolean refused, String message) {
    super(message);
    this.field = field;
    this.refused = refused;
  }

  /**
   * Path of the field, for example {@code users[admin].user.exec}; empty for the whole document.
   */
  public String field() {
    return field;
  }

  /**
   * True if it asks for something that is never done (reason {@code KubeconfigRefused}); false if
   * it is not understood or lacks something.
   */
  public boolean refused() {
    return refused;
  }
}
