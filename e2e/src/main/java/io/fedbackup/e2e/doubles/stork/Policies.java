package io.fedbackup.e2e.doubles.stork;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A SchedulePolicy as Stork understands it; times are UTC, as in its image. */
record Policies(
    @Nullable Interval interval,
    @Nullable Daily daily,
    @Nullable Weekly weekly,
    @Nullable Monthly monthly) {

  /** Types in the order in which they are tried. */
  static final List<String> TYPES = List.of("Interval", "Daily", "Weekly", "Monthly");

  private static final Duration WINDOW = Duration.ofHours(1);
  private static final DateTimeFormatter KITCHEN =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern("h:mma")
          .toFormatter(Locale.ENGLISH);

  record Interval(int intervalMinutes, int retain, @Nullable Map<String, String> options) {}

  record Daily(
      @Nullable String time,
      int retain,
      @Nullable String forceFullSnapshotDay,
      @Nullable Map<String, String> options) {}

  record Weekly(
      @Nullable String day,
      @Nullable String time,
      int retain,
      @Nullable Map<String, String> options) {}

  record Monthly(
      int date, @Nullable String time, int retain, @Nullable Map<String, String> options) {}

  static Policies of(JsonNode schedulePolicy) {
    return GoJson.decode(schedulePolicy.path("policy"), Policies.class);
  }

  /** The first thing that is wrong with any of its types. */
  Optional<String> error() {
    try {
      if (interval != null && interval.intervalMinutes() < 1) {
        return Optional.of("Invalid intervalMinutes (" + interval.intervalMinutes() + ")");
      }
      if (daily != null) {
        time(daily.time());
      }
      if (weekly != null) {
        time(weekly.time());
        day(weekly.day());
      }
      if (monthly != null) {
        time(monthly.time());
        if (monthly.date() < 1 || monthly.date() > 31) {
          return Optional.of("Invalid date of the month (" + monthly.date() + ")");
        }
      }
      return Optional.empty();
    } catch (DateTimeException | IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  boolean has(String type) {
    return switch (type) {
      case "Interval" -> interval != null;
      case "Daily" -> daily != null;
      case "Weekly" -> weekly != null;
      default -> monthly != null;
    };
  }

  Map<String, String> options(String type) {
    var options =
        switch (type) {
          case "Interval" -> interval == null ? null : interval.options();
          case "Daily" -> daily == null ? null : daily.options();
          case "Weekly" -> weekly == null ? null : weekly.options();
          default -> monthly == null ? null : monthly.options();
        };
    return options == null ? Map.of() : options;
  }

  /** How many to keep; one where the policy has no such type any more. */
  int retain(String type) {
    return switch (type) {
      case "Interval" -> interval == null ? 1 : orDefault(interval.retain(), 10);
      case "Daily" -> daily == null ? 1 : orDefault(daily.retain(), 30);
      case "Weekly" -> weekly == null ? 1 : orDefault(weekly.retain(), 7);
      default -> monthly == null ? 1 : orDefault(monthly.retain(), 12);
    };
  }

  private static int orDefault(int value, int standard) {
    return value == 0 ? standard : value;
  }

  /** Whether a run of a type is due, given its newest item. */
  boolean due(String type, @Nullable Instant last, Instant now) {
    if (!has(type)) {
      return false;
    }
    if (type.equals("Interval")) {
      var minutes = interval == null ? 1 : interval.intervalMinutes();
      return last == null || last.plus(Duration.ofMinutes(minutes)).isBefore(now);
    }
    var start = windowStart(type, now.atZone(ZoneOffset.UTC)).toInstant();
    return !now.isBefore(start)
        && now.isBefore(start.plus(WINDOW))
        && (last == null || last.isBefore(start));
  }

  private ZonedDateTime windowStart(String type, ZonedDateTime now) {
    return switch (type) {
      case "Daily" -> now.with(time(daily == null ? null : daily.time()));
      case "Weekly" -> weekStart(now);
      default -> monthStart(now);
    };
  }

  private ZonedDateTime weekStart(ZonedDateTime now) {
    var wanted = day(weekly == null ? null : weekly.day());
    var ahead = (wanted.getValue() - now.getDayOfWeek().getValue() + 7) % 7;
    return now.plusDays(ahead).with(time(weekly == null ? null : weekly.time()));
  }

  private ZonedDateTime monthStart(ZonedDateTime now) {
    var date = monthly == null ? 1 : monthly.date();
    return now.withDayOfMonth(1)
        .plusDays(date - 1L)
        .with(time(monthly == null ? null : monthly.time()));
  }

  private static LocalTime time(@Nullable String text) {
    return LocalTime.parse(text == null ? "" : text, KITCHEN);
  }

  private static DayOfWeek day(@Nullable String text) {
    return Arrays.stream(DayOfWeek.values())
        .filter(
            day ->
                List.of(
                        day.getDisplayName(TextStyle.FULL, Locale.ENGLISH),
                        day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH))
                    .stream()
                    .anyMatch(
                        name -> name.equals(text) || name.toLowerCase(Locale.ROOT).equals(text)))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Invalid day of the week (" + text + ")"));
  }
}
