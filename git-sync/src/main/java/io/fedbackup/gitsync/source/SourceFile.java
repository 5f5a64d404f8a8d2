package io.fedbackup.gitsync.source;

/**
 * One file of a source.
 *
 * @param path below the repository or directory, with {@code /}
 * @param id identifies the bytes: the same id means the same content
 */
public record SourceFile(String path, String id) {}
