package io.fedbackup.e2e.doubles.azure;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The built-in roles that the doubles know, with Azure's own identifiers. */
public enum StorageRole {
  /** Read, list, write and delete blobs; create and delete containers where the scope covers it. */
  STORAGE_BLOB_DATA_CONTRIBUTOR(
      "ba92f5b4-2d11-453d-a403-e96b0029c9fe", "Storage Blob Data Contributor", true),
  /** Read and list blobs and containers. */
  STORAGE_BLOB_DATA_READER(
      "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1", "Storage Blob Data Reader", false);

  private final String id;
  private final String title;
  private final boolean writes;

  StorageRole(String id, String title, boolean writes) {
    this.id = id;
    this.title = title;
    this.writes = writes;
  }

  /** The GUID of the role definition. */
  public String id() {
    return id;
  }

  /** The name that people see. */
  public String title() {
    return title;
  }

  /** Whether the role allows data actions of this kind. */
  public boolean allows(BlobRequest.Access access) {
    return writes || access == BlobRequest.Access.READ;
  }

  /** The role of a role definition's resource ID, or of its GUID. */
  static Optional<StorageRole> ofDefinition(String resourceId) {
    var guid = resourceId.substring(resourceId.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(role -> role.id.equals(guid)).findFirst();
  }
}
