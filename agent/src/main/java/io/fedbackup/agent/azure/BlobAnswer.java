package io.fedbackup.agent.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.storage.blob.models.BlobStorageException;
import java.util.Optional;

/**
 * An answer of Blob Storage that is no success.
 *
 * @param status the HTTP status
 * @param code the value of header {@code x-ms-error-code}; empty when a proxy answered, or a HEAD
 *     was refused early
 * @param requestId what Azure's support asks for; may be empty
 * @param detail the answer's text; may hold anything
 */
record BlobAnswer(int status, String code, String requestId, String detail) {

  static BlobAnswer of(BlobStorageException failure) {
    var headers = Optional.ofNullable(failure.getResponse()).map(response -> response.getHeaders());
    return new BlobAnswer(
        failure.getStatusCode(),
        header(headers, "x-ms-error-code")
            .or(() -> Optional.ofNullable(failure.getErrorCode()).map(Object::toString))
            .orElse(""),
        header(headers, "x-ms-request-id").orElse(""),
        String.valueOf(failure.getServiceMessage()));
  }

  private static Optional<String> header(Optional<HttpHeaders> headers, String name) {
    return headers.flatMap(h -> Optional.ofNullable(h.getValue(HttpHeaderName.fromString(name))));
  }

  /**
   * Whether an immutability policy or a legal hold keeps what is there; the write as such was
   * permitted.
   */
  boolean isImmutability() {
    return code.equals("BlobImmutableDueToPolicy") || code.equals("BlobImmutableDueToLegalHold");
  }
}
