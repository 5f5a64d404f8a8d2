package io.fedbackup.gitsync.validate;

import java.util.regex.Pattern;

/** JSON pointers as people write field paths: {@code spec.clusters.names[0]}. */
public final class FieldPath {
  private static final Pattern INDEX = Pattern.compile("\\d+");
  private static final Pattern SIMPLE = Pattern.compile("[A-Za-z_$][A-Za-z0-9_-]*");
  private static final Pattern STEP =
      Pattern.compile("\\[\"(?<quoted>[^\"]*)\"\\]|\\[\\d+\\]|\\.?[^.\\[\\]]+");
  private static final int MAXIMUM = 200;

  private FieldPath() {}

  /** The path of a pointer; at most 200 characters of it. */
  public static String of(String pointer) {
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

  /** The pointer of a path as {@link #of} writes it, short enough not to be cut. */
  public static String pointer(String path) {
    var pointer = new StringBuilder();
    var step = STEP.matcher(path);
    while (step.find()) {
      String quoted = step.group("quoted");
      String name = quoted == null ? step.group().replaceAll("[\\[\\].]", "") : quoted;
      pointer.append('/').append(name.replace("~", "~0").replace("/", "~1"));
    }
    return pointer.toString();
  }

  /** The pointer of a field of what is at this pointer. */
  public static String child(String pointer, String name) {
    return pointer + '/' + name.replace("~", "~0").replace("/", "~1");
  }

  /** At most 200 characters of a text. */
  public static String cut(String text) {
    return text.length() > MAXIMUM ? text.substring(0, MAXIMUM) + "…" : text;
  }
}
