package io.fedbackup.planning.outcome;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what people read in statuses and Events. What a cluster reports is input: it is cut here.
 */
public final class Messages {

  /** Characters of a message at most. */
  public static final int MAXIMUM = 512;

  /** Where the words of others are cut that a remedy follows, so that it is never cut off. */
  public static final int BEFORE_REMEDY = 300;

  private static final String ELLIPSIS = "…";

  private Messages() {}

  /** At most {@value #MAXIMUM} characters, without control characters; a null becomes empty. */
  public static String cut(@Nullable String message) {
    return cut(message, MAXIMUM);
  }

  /** At most {@code maximum} characters, without control characters; a null becomes empty. */
  public static String cut(@Nullable String message, int maximum) {
    if (message == null) {
      return "";
    }
    String head = message.length() > 4 * maximum ? message.substring(0, 4 * maximum) : message;
    String clean = head.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    if (clean.length() <= maximum) {
      return clean;
    }
    int end = maximum - ELLIPSIS.length();
    // never half of a surrogate pair
    int whole = Character.isHighSurrogate(clean.charAt(end - 1)) ? end - 1 : end;
    return clean.substring(0, whole) + ELLIPSIS;
  }

  /** {@code a, b, c and 7 more}: at most {@code maximum} names, in the order given. */
  public static String list(Collection<String> names, int maximum) {
    List<String> shown = names.stream().limit(maximum).toList();
    String joined = shown.stream().collect(Collectors.joining(", "));
    int more = names.size() - shown.size();
    return more > 0 ? joined + " and " + more + " more" : joined;
  }

  /** The same, with as many names as fit into so many characters, but at least one. */
  public static String fitting(Collection<String> names, int characters) {
    int shown = Math.min(names.size(), Math.max(1, characters));
    while (shown > 1 && list(names, shown).length() > characters) {
      shown--;
    }
    return list(names, shown);
  }
}
