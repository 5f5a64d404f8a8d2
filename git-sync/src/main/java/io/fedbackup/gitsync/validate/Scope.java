package io.fedbackup.gitsync.validate;

import java.util.Optional;

/**
 * What the documents are checked against.
 *
 * @param defaultNamespace given to documents that name none; absent leaves them without
 * @param onlyNamespace documents of another namespace are refused; absent allows all
 * @param others objects outside of these documents that may be referred to
 * @param live objects that the documents are going to change
 */
public record Scope(
    Optional<String> defaultNamespace,
    Optional<String> onlyNamespace,
    KnownObjects others,
    LiveObjects live) {

  /** Without live objects. */
  public Scope(
      Optional<String> defaultNamespace, Optional<String> onlyNamespace, KnownObjects others) {
    this(defaultNamespace, onlyNamespace, others, LiveObjects.none());
  }

  /** The same, with the objects that the documents are going to change. */
  public Scope withLive(LiveObjects objects) {
    return new Scope(defaultNamespace, onlyNamespace, others, objects);
  }

  /** All documents belong to this namespace. */
  public static Scope confinedTo(String namespace, KnownObjects others) {
    return new Scope(Optional.of(namespace), Optional.of(namespace), others);
  }
}
