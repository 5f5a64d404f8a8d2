package io.fedbackup.planning.schedule;

import io.fedbackup.api.v1alpha1.SchedulePolicySpec;
import io.fedbackup.api.v1alpha1.Weekday;
import io.fedbackup.planning.stork.PastRun;
import io.fedbackup.planning.stork.RunName;
import io.fedbackup.planning.stork.RunName.PolicyType;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAdjuster;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * When a policy plans runs, and which of them did not happen. As Stork starts them: by its clock,
 * in UTC, within an hour after a time of day and never later; an interval counts from the start of
 * the run before.
 */
public final class PlannedRuns {
  /** How long after its time a run may still begin. */
  private static final Duration WINDOW = Duration.ofHours(1);

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE", Locale.US);

  private final List<Part> parts;

  /** The runs of a policy that is not refused. */
  public PlannedRuns(SchedulePolicySpec policy) {
    var all = new ArrayList<Part>();
    if (policy.interval() != null) {
      all.add(new Interval(Duration.ofMinutes(policy.interval().minutes())));
    }
    if (policy.daily() != null) {
      all.add(calendar(PolicyType.DAILY, policy.daily().time(), day -> day, Period.ofDays(1)));
    }
    var weekly = policy.weekly();
    if (weekly != null) {
      var place = TemporalAdjusters.previousOrSame(day(weekly.days().getFirst()));
      all.add(calendar(PolicyType.WEEKLY, weekly.time(), place, Period.ofWeeks(1)));
    }
    var monthly = policy.monthly();
    if (monthly != null) {
      int date = monthly.dates().getFirst();
      TemporalAdjuster place = day -> day.with(ChronoField.DAY_OF_MONTH, date);
      all.add(calendar(PolicyType.MONTHLY, monthly.time(), place, Period.ofMonths(1)));
    }
    parts = List.copyOf(all);
  }

  /**
   * A planned run that did not happen.
   *
   * @param type the part of the policy that planned it
   * @param planned when it was to begin
   */
  public record Missed(PolicyType type, Instant planned) {}

  /**
   * The last planned run that did not begin within its window, if nothing of its part of the policy
   * began since.
   *
   * @param since since when runs are expected
   * @param runs all that is known of the schedule's runs, also those that failed
   */
  public Optional<Missed> missed(Instant since, Collection<PastRun> runs, Instant now) {
    return parts.stream()
        .flatMap(
            part ->
                part.last(since, newest(part.type(), runs), now.minus(WINDOW)).stream()
                    .map(planned -> new Missed(part.type(), planned)))
        .max(Comparator.comparing(Missed::planned));
  }

  /** When a run can be found missing that cannot yet: only then it is worth a look. */
  public Optional<Instant> nextLook(Instant since, Collection<PastRun> runs, Instant now) {
    return parts.stream()
        .flatMap(part -> part.next(since, newest(part.type(), runs), now.minus(WINDOW)).stream())
        .map(planned -> planned.plus(WINDOW))
        .min(Comparator.naturalOrder());
  }

  private static Optional<Instant> newest(PolicyType type, Collection<PastRun> runs) {
    return runs.stream()
        .filter(run -> RunName.parse(run.name()).filter(name -> name.type() == type).isPresent())
        .map(PastRun::startedAt)
        .max(Comparator.naturalOrder());
  }

  private static Calendar calendar(
      PolicyType type, String time, TemporalAdjuster place, Period step) {
    return new Calendar(type, LocalTime.parse(time), place, step);
  }

  private static DayOfWeek day(Weekday day) {
    return DayOfWeek.from(DAY.parse(day.wire()));
  }

  /** What one part of a policy plans. */
  private sealed interface Part {
    PolicyType type();

    /** The last time until {@code end} at which a run was due that did not begin. */
    Optional<Instant> last(Instant since, Optional<Instant> newest, Instant end);

    /** The first time after {@code end} at which one is due. */
    Optional<Instant> next(Instant since, Optional<Instant> newest, Instant end);
  }

  private record Interval(Duration length) implements Part {
    @Override
    public PolicyType type() {
      return PolicyType.INTERVAL;
    }

    @Override
    public Optional<Instant> last(Instant since, Optional<Instant> newest, Instant end) {
      return Optional.of(due(since, newest)).filter(due -> !due.isAfter(end));
    }

    @Override
    public Optional<Instant> next(Instant since, Optional<Instant> newest, Instant end) {
      return Optional.of(due(since, newest)).filter(due -> due.isAfter(end));
    }

    /** The first run is at once, and so is one that is overdue when runs are expected again. */
    private Instant due(Instant since, Optional<Instant> newest) {
      return newest.map(run -> run.plus(length)).filter(due -> due.isAfter(since)).orElse(since);
    }
  }

  private record Calendar(PolicyType type, LocalTime time, TemporalAdjuster place, Period step)
      implements Part {
    @Override
    public Optional<Instant> last(Instant since, Optional<Instant> newest, Instant end) {
      var due = until(end);
      var begun = newest.filter(run -> !run.isBefore(due)).isPresent();
      return begun || since.isAfter(due) ? Optional.empty() : Optional.of(due);
    }

    @Override
    public Optional<Instant> next(Instant since, Optional<Instant> newest, Instant end) {
      return Optional.of(until(end).atZone(ZoneOffset.UTC).plus(step).toInstant());
    }

    private Instant until(Instant end) {
      var due = end.atZone(ZoneOffset.UTC).with(time).with(place);
      return (due.toInstant().isAfter(end) ? due.minus(step) : due).toInstant();
    }
  }
}
