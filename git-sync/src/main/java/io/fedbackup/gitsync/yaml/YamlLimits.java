package io.fedbackup.gitsync.yaml;

/**
 * Bounds of the reader; what exceeds one is a problem with the rule {@code TooLarge}.
 *
 * @param fileBytes of one file; its text may not become longer by aliases either
 * @param documents per file
 * @param values per file, aliases counted as often as they are used
 * @param depth of nesting
 */
public record YamlLimits(int fileBytes, int documents, int values, int depth) {
  /** 4 MiB, 10,000 documents, 200,000 values, depth 40. */
  public static final YamlLimits DEFAULT = new YamlLimits(4 << 20, 10_000, 200_000, 40);
}
