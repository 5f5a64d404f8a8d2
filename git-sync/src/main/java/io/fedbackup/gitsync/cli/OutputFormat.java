package io.fedbackup.gitsync.cli;

/** How results are printed. */
enum OutputFormat {
  TEXT,
  JSON
}
