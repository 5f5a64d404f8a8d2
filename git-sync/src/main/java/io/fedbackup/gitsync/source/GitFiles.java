package io.fedbackup.gitsync.source;

import java.util.Optional;

/** The YAML files of a commit, and the objects that may bear signatures, as Git stores them. */
public interface GitFiles extends SourceFiles {
  /** Which commit it is, and how it was found. */
  GitRevision gitRevision();

  /**
   * The commit object in Git's own form.
   *
   * @throws SourceException where it cannot be read
   */
  byte[] commitObject();

  /**
   * The annotated tag by which the commit was found, in Git's own form; absent where there is none.
   *
   * @throws SourceException where it cannot be read
   */
  Optional<byte[]> tagObject();
}
