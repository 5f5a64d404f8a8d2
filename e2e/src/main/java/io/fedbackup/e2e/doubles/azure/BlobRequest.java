package io.fedbackup.e2e.doubles.azure;

import java.util.Locale;

/**
 * What a request to a blob endpoint wants.
 *
 * @param account first part of the path
 * @param container second part; empty for operations on the account
 * @param blob the rest, decoded; empty for operations on the container
 * @param access whether it changes anything
 * @param method HTTP method
 * @param clientId claim {@code appid} of the caller; empty before it is known
 */
public record BlobRequest(
    String account, String container, String blob, Access access, String method, String clientId) {

  /** Azure's data actions, as far as the roles tell them apart. */
  public enum Access {
    /** Reads and lists. */
    READ,
    /** Creates, changes or deletes. */
    WRITE
  }

  static BlobRequest of(String method, String path, String clientId) {
    var parts = path.replaceFirst("^/+", "").split("/", 3);
    var access =
        switch (method.toUpperCase(Locale.ROOT)) {
          case "GET", "HEAD", "OPTIONS" -> Access.READ;
          default -> Access.WRITE;
        };
    return new BlobRequest(
        part(parts, 0), part(parts, 1), part(parts, 2), access, method, clientId);
  }

  boolean onContainer() {
    return !container.isEmpty() && blob.isEmpty();
  }

  private static String part(String[] parts, int index) {
    return index < parts.length ? parts[index] : "";
  }
}
