package io.fedbackup.agent.store;

import java.util.Optional;

/**
 * One container of an object store, reached with the identity of the pod. Every call blocks, is
 * bounded in time by the implementation (a bounded number of tries, each with a time limit), and
 * may be interrupted.
 *
 * <p>Every method throws {@link StoreFailure} with the reason classified. Implementations are safe
 * to be used by one thread after another, not by several at once, except {@link #delete}.
 */
public interface ObjectStore {

  /**
   * Looks whether the pod's environment provides the identity that is expected, and obtains an
   * access token for the store with it.
   */
  void authenticate() throws StoreFailure;

  /** Reads how the container protects its objects; empty where the identity may not see it. */
  Optional<ObjectLock> objectLock() throws StoreFailure;

  /** Asks for the first page of the container's listing. */
  void list() throws StoreFailure;

  /** Writes an object, replacing one of that name, and tells what the store said of it. */
  Written write(String name, byte[] content) throws StoreFailure;

  /** Reads the first {@code limit} bytes of an object. */
  byte[] read(String name, int limit) throws StoreFailure;

  /**
   * Deletes an object; one that is not there counts as deleted.
   *
   * @return false where an immutability policy keeps the object
   */
  boolean delete(String name) throws StoreFailure;

  /**
   * Asks the store to write under a condition that can never hold, and returns normally when the
   * answer shows that the identity would have been permitted to write. Nothing is written.
   */
  void probeWrite(String name) throws StoreFailure;

  /** What a store says of a write. */
  enum Written {
    /** Written; a former version, if there was one, is gone. */
    WITHOUT_VERSION,
    /** Written as a version: the container keeps former ones. */
    AS_VERSION,
    /**
     * Refused because the object that is there is immutable, which shows both: permission to write,
     * and a policy.
     */
    REFUSED_BY_IMMUTABILITY
  }
}
