package io.fedbackup.planning.stork;

import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times of day as Stork's policies have them: Go's {@code time.Kitchen}. */
final class KitchenTime {
  private static final DateTimeFormatter KITCHEN = DateTimeFormatter.ofPattern("h:mma", Locale.US);

  private KitchenTime() {}

  /**
   * {@code 22:30} becomes {@code 10:30PM}.
   *
   * @param time hours and minutes, as the schema of our SchedulePolicy allows them
   */
  static String of(String time) {
    return KITCHEN.format(LocalTime.parse(time));
  }
}
