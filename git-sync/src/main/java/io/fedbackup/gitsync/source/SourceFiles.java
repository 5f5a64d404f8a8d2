package io.fedbackup.gitsync.source;

import java.util.List;
import java.util.Set;

/**
 * The YAML files below one path, in one state that does not change while it is open: a commit, or a
 * directory. Files and folders whose names begin with a dot are left out. Not thread-safe.
 */
public interface SourceFiles extends AutoCloseable {
  /** What names the state, such as {@code main@sha1:4f0c…}; a directory's own path. */
  String revision();

  /** What the commit says of itself; empty where there is no commit. */
  default String message() {
    return "";
  }

  /** The files that end in {@code .yaml} or {@code .yml}, sorted by path. */
  List<SourceFile> files();

  /** What stands below the path and is not read, with the reason: symbolic links, submodules. */
  Set<Refused> refused();

  /**
   * The bytes of one of the files.
   *
   * @throws SourceException where they cannot be read, or are too many
   */
  byte[] read(SourceFile file);

  @Override
  void close();

  /** Something that is not read. */
  record Refused(String path, String reason) implements Comparable<Refused> {
    @Override
    public int compareTo(Refused other) {
      return path.compareTo(other.path);
    }
  }
}
