package io.fedbackup.gitsync.cli;

import io.fedbackup.gitsync.validate.KnownObjects;
import io.fedbackup.gitsync.validate.ObjectKey;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Objects that the user says exist: option {@code --known KIND/NAME}. */
final class KnownByOption implements KnownObjects {
  private final Set<String> known;

  /**
   * From the option's values.
   *
   * @throws IllegalArgumentException for a value that is not {@code KIND/NAME}
   */
  KnownByOption(List<String> values) {
    for (String value : values) {
      if (value.indexOf('/') <= 0 || value.endsWith("/")) {
        throw new IllegalArgumentException(
            "--known %s: write KIND/NAME or KIND/*".formatted(value));
      }
    }
    known = Set.copyOf(values);
  }

  @Override
  public Set<ObjectKey> existing(Set<ObjectKey> keys) {
    return keys.stream()
        .filter(key -> known.contains(key.shortName()) || known.contains(key.kind() + "/*"))
        .collect(Collectors.toUnmodifiableSet());
  }
}
