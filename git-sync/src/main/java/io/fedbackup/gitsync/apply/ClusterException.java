package io.fedbackup.gitsync.apply;

/** The API server, or the way to it, said no; with one clear sentence. */
public final class ClusterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kind of no it is. */
  public enum Kind {
    /** Does not answer, or is overloaded; may pass by itself. */
    UNAVAILABLE,
    /** The credentials are not accepted. */
    UNAUTHORIZED,
    /** The account may not do it. */
    FORBIDDEN,
    /** The object is not valid, or an admission rule refuses it. */
    INVALID,
    /** The kind is not installed. */
    KIND_MISSING,
    /** Somebody else changed the object meanwhile, or has a field of it. */
    CONFLICT,
    /** A fault in this program. */
    UNEXPECTED
  }

  private final Kind kind;

  /** With a sentence that names object and remedy. */
  public ClusterException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** The same without what may not be told. */
  ClusterException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** What kind of no it is. */
  public Kind kind() {
    return kind;
  }
}
