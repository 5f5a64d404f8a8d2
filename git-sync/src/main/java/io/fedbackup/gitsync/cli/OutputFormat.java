package io.fedbackup.gitsync.cli;

/** How results are printed. */
enum OutputFormat {
  /** For people, with an excerpt of the source. */
  TEXT,
  /** For a comment of a pull request. */
  MARKDOWN,
  /** For programs. */
  JSON,
  /** For code scanning. */
  SARIF,
  /** For CI systems that show tests. */
  JUNIT,
  /** For annotations of a pull request by GitHub Actions. */
  GITHUB
}
