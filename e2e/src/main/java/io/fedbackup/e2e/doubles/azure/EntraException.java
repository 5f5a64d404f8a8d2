package io.fedbackup.e2e.doubles.azure;

/** A refusal of the token endpoint: HTTP status, OAuth error, AADSTS code, and text. */
final class EntraException extends Exception {

  private final int status;
  private final String error;
  private final int code;

  private EntraException(int status, String error, int code, String text) {
    super("AADSTS" + code + ": " + text);
    this.status = status;
    this.error = error;
    this.code = code;
  }

  int status() {
    return status;
  }

  String error() {
    return error;
  }

  int code() {
    return code;
  }

  String text() {
    return String.valueOf(getMessage());
  }

  static EntraException invalidRequest(int code, String text) {
    return new EntraException(400, "invalid_request", code, text);
  }

  static EntraException invalidClient(int code, String text) {
    return new EntraException(401, "invalid_client", code, text);
  }

  static EntraException badRequest(String error, int code, String text) {
    return new EntraException(400, error, code, text);
  }
}
