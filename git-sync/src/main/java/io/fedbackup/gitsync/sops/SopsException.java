package io.fedbackup.gitsync.sops;

/**
 * A Secret that cannot be decrypted, or a key that cannot be used. The message names fields and the
 * remedy, and shows nothing of values or keys; there is no cause, since that might.
 */
public final class SopsException extends Exception {
  private static final long serialVersionUID = 1L;

  SopsException(String message) {
    super(message, null, false, false);
  }
}
