package io.fedbackup.gitsync.source;

import java.util.Locale;

/** Which names are read. */
final class YamlFileNames {
  private YamlFileNames() {}

  static boolean isYaml(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".yaml") || lower.endsWith(".yml");
  }

  /** A name that no checkout would write as it stands: only a tree made by hand has such. */
  static boolean leadsElsewhere(String name) {
    return name.contains("/")
        || name.equals(".")
        || name.equals("..")
        || name.equalsIgnoreCase(".git");
  }

  static boolean isHidden(String name) {
    return name.startsWith(".");
  }
}
