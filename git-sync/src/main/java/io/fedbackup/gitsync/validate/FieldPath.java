package io.fedbackup.gitsync.validate;

import java.util.regex.Pattern;

/** JSON pointers as people write field paths: {@code spec.clusters.names[0]}. */
final class FieldPath {
  private static final Pattern INDEX = Pattern.compile("\\d+");
  private static final Pattern SIMPLE = Pattern.compile("[A-Za-z_$][A-Za-z0-9_-]*");
  private static final int MAXIMUM = 200;

  private FieldPath() {}

  static String of(String pointer) {
    var path = new StringBuilder();
    for (String part : pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/", -1)) {
      String name = part.replace("~1", "/").replace("~0", "~");
      if (INDEX.matcher(name).matches()) {
        path.append('[').append(name).append(']');
      } else if (SIMPLE.matcher(name).matches()) {
        path.append(path.isEmpty() ? "" : ".").append(name);
      } else {
        path.append("[\"").append(cut(name)).append("\"]");
      }
    }
    return cut(path.toString());
  }

  static String child(String pointer, String name) {
    return pointer + '/' + name.replace("~", "~0").replace("/", "~1");
  }

  static String cut(String text) {
    return text.length() > MAXIMUM ? text.substring(0, MAXIMUM) + "…" : text;
  }
}
