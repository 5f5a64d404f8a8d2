package io.fedbackup.gitsync.source;

import io.fedbackup.gitsync.source.SourceException.Kind;
import java.util.ArrayList;
import java.util.List;

/** A folder in a repository, normalised; empty for its root. */
record GitPath(List<String> segments) {

  /**
   * Accepts {@code .}, {@code ./clusters}, {@code /clusters/} and the like.
   *
   * @throws SourceException where it would leave the repository
   */
  static GitPath of(String path) {
    List<String> segments = new ArrayList<>();
    for (String segment : path.split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".")) {
        continue;
      }
      if (segment.equals("..") || segment.indexOf('\\') >= 0 || segment.indexOf('\0') >= 0) {
        throw new SourceException(
            Kind.CONFIGURATION,
            "spec.path '%s' leaves the repository; write a path below its root".formatted(path));
      }
      segments.add(segment);
    }
    return new GitPath(List.copyOf(segments));
  }

  @Override
  public String toString() {
    return segments.isEmpty() ? "." : String.join("/", segments);
  }
}
