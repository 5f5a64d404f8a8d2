package io.fedbackup.agent.azure;

import com.azure.storage.blob.models.BlobStorageException;
import io.fedbackup.agent.result.Text;
import io.fedbackup.agent.store.FailureReason;
import io.fedbackup.agent.store.StoreFailure;

/**
 * What it means when Blob Storage refuses. The codes are those of
 * learn.microsoft.com/rest/api/storageservices/blob-service-error-codes and
 * common-rest-api-error-codes. Three 403 must be told apart: {@code
 * AuthorizationPermissionMismatch} is a missing role, {@code AuthorizationFailure} is the account's
 * firewall, {@code AuthenticationFailed} is a token of the wrong tenant.
 */
final class BlobFailures {

  /** The role that lets Stork keep backups, and the agent check. */
  static final String ROLE = "Storage Blob Data Contributor";

  private static final int DETAIL_LIMIT = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  private BlobFailures() {}

  /** Classifies what was thrown when the container was asked for something. */
  static StoreFailure classify(Operation operation, Throwable failure, Accessed accessed) {
    return Causes.first(failure, BlobStorageException.class)
        .map(refused -> classify(operation, BlobAnswer.of(refused), accessed))
        .or(
            () ->
                TransportFailure.of(failure)
                    .map(transport -> unreachable(operation, transport, accessed)))
        .orElseGet(() -> TokenFailures.classify(failure, accessed));
  }

  /** Classifies an answer. */
  static StoreFailure classify(Operation operation, BlobAnswer answer, Accessed accessed) {
    var message = message(operation, answer, accessed);
    return switch (answer.code()) {
      case "ContainerNotFound", "ContainerBeingDeleted", "ContainerDisabled" ->
          new StoreFailure(FailureReason.ContainerNotFound, message, createContainer(accessed));
      case "AccountNotFound", "AccountIsDisabled", "ResourceNotFound", "AccountBeingCreated" ->
          new StoreFailure(FailureReason.AccountNotFound, message, createAccount(accessed));
      case "AuthorizationPermissionMismatch", "InsufficientAccountPermissions" ->
          roleMissing(operation, message, accessed);
      case "AuthorizationFailure",
          "AuthorizationSourceIPMismatch",
          "AuthorizationProtocolMismatch",
          "NetworkSecurityPerimeterDenied" ->
          new StoreFailure(FailureReason.NetworkBlocked, message, openFirewall(accessed));
      case "WriteOperationNotSupportedOnSecondary", "BlobImmutableDueToPolicy" ->
          new StoreFailure(FailureReason.ReadOnly, message, writable(accessed));
      default -> byStatus(operation, answer, accessed, message);
    };
  }

  private static StoreFailure byStatus(
      Operation operation, BlobAnswer answer, Accessed accessed, String message) {
    if (answer.status() == UNAUTHORIZED || answer.code().equals("AuthenticationFailed")) {
      return new StoreFailure(
          FailureReason.Unknown,
          message + detail(answer),
          "Look whether storage account %s belongs to tenant %s, where the identity is."
              .formatted(accessed.location().account(), accessed.tenantId()));
    }
    if (answer.status() == FORBIDDEN && answer.code().isEmpty()) {
      return new StoreFailure(
          FailureReason.NetworkBlocked,
          message + detail(answer),
          "Look whether a proxy answers in place of %s, and let it pass."
              .formatted(accessed.endpoint()));
    }
    return new StoreFailure(
        FailureReason.Unknown,
        message + detail(answer),
        "Look up the store's answer to %s of %s, with the request ID if it recurs."
            .formatted(operation.description(), accessed.container()));
  }

  /** The listing comes first: an identity that gets to a write can read. */
  private static StoreFailure roleMissing(Operation operation, String message, Accessed accessed) {
    if (operation.changesData()) {
      return new StoreFailure(
          FailureReason.ReadOnly,
          message,
          "Assign role %s at %s to %s in place of a role that only reads."
              .formatted(ROLE, accessed.container(), accessed.identity()));
    }
    return new StoreFailure(
        FailureReason.RoleMissing,
        message,
        "Assign role %s at %s to %s.".formatted(ROLE, accessed.container(), accessed.identity()));
  }

  private static StoreFailure unreachable(
      Operation operation, TransportFailure transport, Accessed accessed) {
    var message =
        "%s cannot be reached for %s: %s."
            .formatted(accessed.endpoint(), operation.description(), transport.description());
    return switch (transport) {
      case UNKNOWN_HOST ->
          new StoreFailure(FailureReason.AccountNotFound, message, createAccount(accessed));
      case NO_ANSWER ->
          new StoreFailure(
              FailureReason.TimedOut,
              message,
              "Look whether a proxy between this cluster and %s holds requests back."
                  .formatted(accessed.endpoint()));
      case UNTRUSTED ->
          new StoreFailure(
              FailureReason.NetworkBlocked,
              message,
              "Give the agent the certificate authority of the proxy before %s in FEDBACKUP_CA_BUNDLE."
                  .formatted(accessed.endpoint()));
      case CONNECT_TIMEOUT, CONNECTION ->
          new StoreFailure(FailureReason.NetworkBlocked, message, openFirewall(accessed));
    };
  }

  private static String message(Operation operation, BlobAnswer answer, Accessed accessed) {
    return "Blob Storage answered %d%s to %s of %s%s."
        .formatted(
            answer.status(),
            answer.code().isEmpty() ? "" : " " + Text.line(answer.code(), DETAIL_LIMIT),
            operation.description(),
            accessed.container(),
            answer.requestId().isEmpty()
                ? ""
                : " (request " + Text.line(answer.requestId(), DETAIL_LIMIT) + ")");
  }

  private static String detail(BlobAnswer answer) {
    return answer.detail().isBlank() ? "" : " It said: " + Text.line(answer.detail(), DETAIL_LIMIT);
  }

  private static String createContainer(Accessed accessed) {
    return "Create %s, or correct the location's container.".formatted(accessed.container());
  }

  private static String createAccount(Accessed accessed) {
    return "Create storage account %s in %s, or correct the location's storageAccount and environment."
        .formatted(accessed.location().account(), accessed.location().cloud());
  }

  private static String openFirewall(Accessed accessed) {
    return "Let this cluster's egress or a private endpoint through to %s: network policies, and the firewall of storage account %s."
        .formatted(accessed.endpoint(), accessed.location().account());
  }

  private static String writable(Accessed accessed) {
    return "Use a location whose container accepts writes: %s keeps what is there as it is."
        .formatted(accessed.container());
  }
}
