package io.fedbackup.gitsync.signature;

import org.jspecify.annotations.Nullable;

/** Public keys that cannot be used, with one clear sentence. */
public final class KeysException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  KeysException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
