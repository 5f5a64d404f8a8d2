package io.fedbackup.planning.stork;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name that Stork gives a scheduled ApplicationBackup: {@code
 * <schedule>-<interval|daily|weekly|monthly>-2006-01-02-150405}.
 *
 * @param schedule name of Stork's ApplicationBackupSchedule
 * @param type the part of the policy that started it
 * @param startedAt by Stork's clock, which is UTC in its image
 */
public record RunName(String schedule, PolicyType type, Instant startedAt) {
  private static final Pattern FORM =
      Pattern.compile("(.{1,200})-(interval|daily|weekly|monthly)-(\\d{4}-\\d{2}-\\d{2}-\\d{6})");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd-HHmmss", Locale.ROOT);

  /** The types of a policy, as {@code status.items} of Stork's schedule is keyed by them. */
  public enum PolicyType {
    INTERVAL("Interval"),
    DAILY("Daily"),
    WEEKLY("Weekly"),
    MONTHLY("Monthly");

    private final String wireName;

    PolicyType(String wireName) {
      this.wireName = wireName;
    }

    /** As Stork spells it. */
    public String wireName() {
      return wireName;
    }

    private static PolicyType ofName(String inName) {
      return Arrays.stream(values())
          .filter(type -> type.wireName.toLowerCase(Locale.ROOT).equals(inName))
          .findFirst()
          .orElseThrow();
    }
  }

  /** What a name says, if it is the name of a scheduled run. The name is a cluster's input. */
  public static Optional<RunName> parse(String applicationBackup) {
    var form = FORM.matcher(applicationBackup);
    if (!form.matches()) {
      return Optional.empty();
    }
    try {
      var time = LocalDateTime.parse(form.group(3), TIME).toInstant(ZoneOffset.UTC);
      return Optional.of(new RunName(form.group(1), PolicyType.ofName(form.group(2)), time));
    } catch (DateTimeException e) {
      return Optional.empty(); // like a run, but no such time
    }
  }
}
