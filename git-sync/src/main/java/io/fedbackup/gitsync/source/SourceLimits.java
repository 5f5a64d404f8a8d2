package io.fedbackup.gitsync.source;

/**
 * Bounds of what is read; beyond one of them the whole source is refused.
 *
 * @param files YAML files below the path
 * @param fileBytes of one file
 * @param totalBytes of all files
 * @param transferBytes received from a remote in one sync
 */
public record SourceLimits(int files, int fileBytes, long totalBytes, long transferBytes) {
  /** 20,000 files, 4 MiB each, 256 MiB together, 1 GiB over the wire. */
  public static final SourceLimits DEFAULT =
      new SourceLimits(20_000, 4 << 20, 256L << 20, 1L << 30);
}
