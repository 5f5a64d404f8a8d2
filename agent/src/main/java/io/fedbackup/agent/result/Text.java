package io.fedbackup.agent.result;

/** Bounded, printable text for results and log lines. */
public final class Text {

  /** The longest message that a status or an Event of the product holds, in characters. */
  public static final int MESSAGE_LIMIT = 512;

  private static final String CUT = "…";

  private Text() {}

  /**
   * Returns the text on one line, without control characters, cut to a length. A surrogate pair is
   * never cut apart.
   *
   * @param limit the longest result in characters, at least 1
   */
  public static String line(String text, int limit) {
    var line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    if (line.length() <= limit) {
      return line;
    }
    var end = limit - CUT.length();
    if (end > 0 && Character.isHighSurrogate(line.charAt(end - 1))) {
      end--;
    }
    return line.substring(0, end) + CUT;
  }
}
