package io.fedbackup.gitsync.source;

import org.jspecify.annotations.Nullable;

/** A source that cannot be read, with one clear sentence. Never holds credentials. */
public final class SourceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kind of trouble it is. */
  public enum Kind {
    /** The remote does not answer, or the connection broke. May pass by itself. */
    REMOTE_UNREACHABLE,
    /** The remote refuses the credentials, or wants some. */
    AUTHENTICATION_REFUSED,
    /** The remote's certificate is not trusted, or TLS fails otherwise. */
    TLS,
    /** No such repository. */
    REPOSITORY_NOT_FOUND,
    /** No such branch, tag or commit. */
    REF_NOT_FOUND,
    /** The path is not in the commit, or is no folder. */
    PATH_NOT_FOUND,
    /** The remote redirects to another host. */
    REDIRECT_REFUSED,
    /** A bound is exceeded. */
    TOO_LARGE,
    /** The time-out passed. */
    TIMED_OUT,
    /** The URL or the Secret cannot be used. */
    CONFIGURATION,
    /** The SSH server's key is not among the known hosts. */
    HOST_KEY_UNKNOWN,
    /** The SSH server has another key than the known hosts say. */
    HOST_KEY_CHANGED,
    /** The local cache or directory cannot be read or written. */
    LOCAL
  }

  private final Kind kind;

  /** With a sentence that names what failed and what to do. */
  public SourceException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** As above; the cause is for logs at DEBUG only. */
  public SourceException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** What kind of trouble it is. */
  public Kind kind() {
    return kind;
  }
}
