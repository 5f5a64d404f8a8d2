package io.fedbackup.gitsync.source;

import java.time.Duration;

/**
 * Bounds of what is read; beyond one of them the whole source is refused.
 *
 * @param files YAML files below the path
 * @param fileBytes of one file
 * @param totalBytes of all files
 * @param entries files and folders of any kind below the path
 * @param remote what is taken from remotes and kept of them
 */
public record SourceLimits(int files, int fileBytes, long totalBytes, int entries, Remotes remote) {
  /** 20,000 files, 4 MiB each, 256 MiB together, among 500,000 entries. */
  public static final SourceLimits DEFAULT =
      new SourceLimits(20_000, 4 << 20, 256L << 20, 500_000, Remotes.DEFAULT);

  /** Folders within folders. */
  static final int DEPTH = 64;

  /** Entries that are not read and named. */
  static final int REFUSED = 1_000;

  /**
   * Bounds of remotes and their mirrors.
   *
   * @param listingBytes received when a ref is looked up
   * @param refs listed when a ref is looked up
   * @param transferBytes received by one fetch
   * @param cacheBytes kept of all repositories; those used least recently go first
   * @param idle after which a mirror goes
   */
  public record Remotes(
      long listingBytes, int refs, long transferBytes, long cacheBytes, Duration idle) {
    /** 16 MiB and 100,000 refs listed, 1 GiB fetched, 8 GiB kept, for a day. */
    public static final Remotes DEFAULT =
        new Remotes(16L << 20, 100_000, 1L << 30, 8L << 30, Duration.ofDays(1));
  }
}
