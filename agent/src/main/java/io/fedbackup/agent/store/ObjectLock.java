package io.fedbackup.agent.store;

/**
 * How a container protects its objects from being changed or deleted.
 *
 * @param enabled whether an immutability policy or a legal hold is in force, so that what is
 *     written cannot be deleted
 * @param retention how long objects are kept, as a duration such as {@code 720h}; empty where the
 *     store does not tell it to who reads data (Azure tells it to its resource manager only)
 * @param versioning whether overwriting and deleting keeps the former version
 */
public record ObjectLock(boolean enabled, String retention, boolean versioning) {

  /** Returns the same lock, with versioning as it was seen on a write. */
  public ObjectLock withVersioning(boolean seen) {
    return new ObjectLock(enabled, retention, versioning || seen);
  }
}
