package io.fedbackup.gitsync.preview;

import org.jspecify.annotations.Nullable;

/**
 * One field before and after.
 *
 * @param path such as {@code spec.interval.retain} or {@code spec.clusters.names[2]}
 * @param before compact JSON, null where the field is not there; {@code (hidden)} for what a Secret
 *     holds
 * @param after in the same form
 */
public record FieldChange(String path, @Nullable String before, @Nullable String after) {

  /** As people read it: {@code spec.suspend: false -> true}. */
  @Override
  public String toString() {
    return "%s: %s -> %s"
        .formatted(path, before == null ? "(none)" : before, after == null ? "(none)" : after);
  }
}
