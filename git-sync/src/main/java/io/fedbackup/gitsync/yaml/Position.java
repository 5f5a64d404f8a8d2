package io.fedbackup.gitsync.yaml;

/**
 * Where a value stands, and the key that names it; lines and columns count from 1. Elements of
 * lists have their own position as key position.
 */
public record Position(int keyLine, int keyColumn, int line, int column) {}
