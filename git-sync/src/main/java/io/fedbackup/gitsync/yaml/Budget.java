package io.fedbackup.gitsync.yaml;

import io.fedbackup.gitsync.report.Rule;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** What one file may still have of values and of text, aliases expanded. Not thread-safe. */
final class Budget {
  private final YamlLimits limits;
  private int values;
  private long characters;

  Budget(YamlLimits limits) {
    this.limits = limits;
  }

  /**
   * Takes one value.
   *
   * @param text how many characters it has, if it is a scalar
   * @throws Refusal that ends the file, where it has had all it may have
   */
  void take(Optional<Mark> place, int text) {
    values++;
    characters += text;
    if (values > limits.values()) {
      throw exceeded(place, "%,d values".formatted(limits.values()));
    }
    if (characters > limits.fileBytes()) {
      throw exceeded(place, "%,d characters".formatted(limits.fileBytes()));
    }
  }

  int values() {
    return values;
  }

  private static Refusal exceeded(Optional<Mark> place, String what) {
    return Refusal.ofFile(
        place,
        Rule.TOO_LARGE,
        "the file has more than " + what + ", aliases expanded",
        "write it without aliases, or split it");
  }
}
