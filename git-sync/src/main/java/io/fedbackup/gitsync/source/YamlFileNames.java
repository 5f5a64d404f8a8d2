package io.fedbackup.gitsync.source;

import java.util.Locale;

/** Which names are read. */
final class YamlFileNames {
  private YamlFileNames() {}

  static boolean isYaml(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".yaml") || lower.endsWith(".yml");
  }

  static boolean isHidden(String name) {
    return name.startsWith(".");
  }
}
