package io.fedbackup.planning.outcome;

import io.fedbackup.planning.naming.Annotations;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What people ask for by annotation, in the form in which a status says that it was served:
 * bounded, since an annotation may be of any length and a status that is too long would never be
 * written.
 */
public final class Requests {
  /** Of {@code status.lastHandledRequestAt}. */
  private static final int MAXIMUM = 253;

  private Requests() {}

  /** The value of {@code fedbackup.io/requested-at}, cut where it is too long; null without one. */
  public static @Nullable String requestedAt(@Nullable Map<String, String> annotations) {
    String value = annotations == null ? null : annotations.get(Annotations.REQUESTED_AT);
    return value == null || value.length() <= MAXIMUM ? value : Messages.cut(value, MAXIMUM);
  }
}
