package io.fedbackup.e2e.doubles.azure;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;

/** An error of the blob service, as it stands on the wire. */
record StorageError(int status, String code, String message) {

  static final StorageError NO_AUTHENTICATION =
      new StorageError(
          401,
          "NoAuthenticationInformation",
          "Server failed to authenticate the request. Please refer to the information in the"
              + " www-authenticate header.");
  static final StorageError INVALID_AUTHENTICATION =
      new StorageError(
          401,
          "InvalidAuthenticationInfo",
          "Server failed to authenticate the request. Please refer to the information in the"
              + " www-authenticate header.");
  static final StorageError PERMISSION_MISMATCH =
      new StorageError(
          403,
          "AuthorizationPermissionMismatch",
          "This request is not authorized to perform this operation using this permission.");
  static final StorageError AUTHORIZATION_FAILURE =
      new StorageError(
          403, "AuthorizationFailure", "This request is not authorized to perform this operation.");
  static final StorageError INSUFFICIENT_ACCOUNT_PERMISSIONS =
      new StorageError(
          403,
          "InsufficientAccountPermissions",
          "The account being accessed does not have sufficient permissions to execute this"
              + " operation.");
  static final StorageError ACCOUNT_NOT_FOUND =
      new StorageError(404, "ResourceNotFound", "The specified account does not exist.");
  static final StorageError IMMUTABLE =
      new StorageError(
          409,
          "BlobImmutableDueToPolicy",
          "This operation is not permitted as the blob is immutable due to a policy.");
  static final StorageError BUSY = new StorageError(503, "ServerBusy", "The server is busy.");

  void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
    var id = UUID.randomUUID().toString();
    response.setStatus(status);
    response.setHeader("x-ms-request-id", id);
    response.setHeader("x-ms-error-code", code);
    var clientId = request.getHeader("x-ms-client-request-id");
    if (clientId != null) {
      response.setHeader("x-ms-client-request-id", clientId);
    }
    if (!"HEAD".equals(request.getMethod())) {
      response.setContentType("application/xml");
      response
          .getOutputStream()
          .print(
              "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>%s</Code><Message>%s\nRequestId:%s\nTime:%s</Message></Error>"
                  .formatted(code, message, id, Instant.now()));
    }
  }
}
