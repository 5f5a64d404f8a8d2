package io.fedbackup.gitsync.receiver;

import java.util.Locale;

/** What a caller is told. */
public enum HookAnswer {
  ACCEPTED(202, "the repository is looked at now"),
  IGNORED(202, "ignored: no push to the ref that is followed"),
  SUSPENDED(202, "ignored: suspended"),
  PONG(200, "pong"),
  MALFORMED(400, "the body cannot be read"),
  NOT_AUTHENTIC(401, "not authentic"),
  NOT_FOUND(404, "not found"),
  METHOD_NOT_ALLOWED(405, "use POST"),
  TOO_LARGE(413, "the body is too large"),
  BUSY(503, "too many calls at once; call again"),
  NOT_SERVING(503, "another replica serves; call again"),
  KEY_UNUSABLE(503, "calls cannot be checked now; see the Events of the GitSync");

  private final int status;
  private final String text;

  HookAnswer(int status, String text) {
    this.status = status;
    this.text = text;
  }

  /** The HTTP status code. */
  int status() {
    return status;
  }

  /** For people; says nothing that is not in the documentation. */
  String text() {
    return text;
  }

  /** For metrics. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
