package io.fedbackup.e2e.doubles.azure;

/** A refusal of Azure Resource Manager: HTTP status, error code and message as on the wire. */
public final class ArmException extends RuntimeException {

  private final int status;
  private final String code;

  ArmException(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The error code. */
  public String code() {
    return code;
  }

  /** The message, never null. */
  String text() {
    return String.valueOf(getMessage());
  }

  static ArmException notFound(String resourceId) {
    return new ArmException(
        404, "ResourceNotFound", "The Resource '" + resourceId + "' was not found.");
  }

  static ArmException badRequest(String message) {
    return new ArmException(400, "BadRequest", message);
  }
}
