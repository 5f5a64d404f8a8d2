package io.fedbackup.planning.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fedbackup.api.v1alpha1.SchedulePolicySpec;
import io.fedbackup.planning.schedule.PlannedRuns.Missed;
import io.fedbackup.planning.stork.PastRun;
import io.fedbackup.planning.stork.RunName.PolicyType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannedRunsTest {
  private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");
  private static final PlannedRuns DAILY = planned("{\"daily\": {\"time\": \"22:30\"}}");
  private static final PlannedRuns HOURLY = planned("{\"interval\": {\"minutes\": 60}}");

  @ParameterizedTest
  @CsvSource({
    // the window is open: it may still come
    "2026-11-22T23:29:59Z, 2026-11-21T22:30:05Z, ",
    "2026-11-22T23:30:00Z, 2026-11-21T22:30:05Z, 2026-11-22T22:30:00Z",
    "2026-11-23T12:00:00Z, 2026-11-21T22:30:05Z, 2026-11-22T22:30:00Z",
    "2026-11-23T12:00:00Z, 2026-11-22T23:10:00Z, ",
    // begun before its time: by hand, or by another time of the policy
    "2026-11-23T12:00:00Z, 2026-11-22T22:29:00Z, 2026-11-22T22:30:00Z",
  })
  void a_time_of_day_is_missed_when_nothing_began_within_an_hour(
      Instant now, Instant newest, Instant missed) {
    assertThat(DAILY.missed(LONG_AGO, List.of(run("daily", newest)), now).map(Missed::planned))
        .isEqualTo(Optional.ofNullable(missed));
  }

  @Test
  void what_was_planned_before_runs_were_expected_is_not_missed() {
    var now = Instant.parse("2026-11-23T12:00:00Z");

    assertThat(DAILY.missed(Instant.parse("2026-11-22T22:31:00Z"), List.of(), now)).isEmpty();
    assertThat(DAILY.missed(Instant.parse("2026-11-22T22:29:00Z"), List.of(), now)).isPresent();
  }

  @Test
  void a_run_of_another_part_of_the_policy_makes_nothing_up() {
    var both =
        planned(
            "{\"daily\": {\"time\": \"22:30\"}, \"weekly\": {\"days\": [\"Sun\"], \"time\": \"03:00\"}}");
    // 2026-11-22 is a Sunday
    var now = Instant.parse("2026-11-22T12:00:00Z");
    var daily = run("daily", Instant.parse("2026-11-21T22:30:03Z"));

    assertThat(both.missed(LONG_AGO, List.of(daily), now))
        .contains(new Missed(PolicyType.WEEKLY, Instant.parse("2026-11-22T03:00:00Z")));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-10T05:00:00Z, 2026-11-10T04:00:00Z",
    "2026-11-10T04:59:00Z, 2026-10-10T04:00:00Z",
    "2026-03-01T00:00:00Z, 2026-02-10T04:00:00Z",
  })
  void a_date_of_the_month_is_planned_once_a_month(Instant now, Instant planned) {
    var monthly = planned("{\"monthly\": {\"dates\": [10], \"time\": \"04:00\"}}");

    assertThat(monthly.missed(LONG_AGO, List.of(), now).map(Missed::planned)).contains(planned);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T11:59:59Z, false",
    "2026-11-22T12:00:00Z, true",
  })
  void an_interval_counts_from_the_start_of_the_run_before(Instant now, boolean missed) {
    var newest = run("interval", Instant.parse("2026-11-22T10:00:00Z"));

    assertThat(HOURLY.missed(LONG_AGO, List.of(newest), now).isPresent()).isEqualTo(missed);
  }

  @Test
  void an_interval_that_is_over_when_runs_are_expected_again_is_due_then() {
    var resumed = Instant.parse("2026-11-22T10:00:00Z");
    var before = run("interval", Instant.parse("2026-11-20T10:00:00Z"));

    assertThat(HOURLY.missed(resumed, List.of(before), resumed.plusSeconds(30))).isEmpty();
    assertThat(HOURLY.missed(resumed, List.of(before), resumed.plusSeconds(3600)))
        .contains(new Missed(PolicyType.INTERVAL, resumed));
  }

  @Test
  void it_is_looked_at_again_an_hour_after_what_is_planned_next() {
    var now = Instant.parse("2026-11-22T12:00:00Z");
    var newest = run("interval", Instant.parse("2026-11-22T11:30:00Z"));

    assertThat(DAILY.nextLook(LONG_AGO, List.of(), now))
        .contains(Instant.parse("2026-11-22T23:30:00Z"));
    assertThat(HOURLY.nextLook(LONG_AGO, List.of(newest), now))
        .contains(Instant.parse("2026-11-22T13:30:00Z"));
    assertThat(HOURLY.nextLook(LONG_AGO, List.of(), now)).isEmpty();
    // 2026-11-22 is a Sunday
    assertThat(
            planned("{\"weekly\": {\"days\": [\"Mon\"], \"time\": \"03:00\"}}")
                .nextLook(LONG_AGO, List.of(), now))
        .contains(Instant.parse("2026-11-23T04:00:00Z"));
  }

  @Test
  void retention_is_blocked_where_only_partial_success_keeps_it_from_acting() {
    var retention = new Retention(spec("{\"daily\": {\"time\": \"22:30\", \"retain\": 2}}"));

    assertThat(retention.blocked(daily("Successful", "Successful", "Failed", "Failed"))).isEmpty();
    assertThat(retention.blocked(daily("PartialSuccess", "Successful"))).isEmpty();
    assertThat(retention.blocked(daily("PartialSuccess", "PartialSuccess", "PartialSuccess")))
        .hasValueSatisfying(
            blocked -> {
              assertThat(blocked.type()).isEqualTo(PolicyType.DAILY);
              assertThat(blocked.lastPartial()).endsWith("2026-11-03-223000");
            });
    assertThat(retention.blocked(daily("PartialSuccess", "Successful", "Successful", "Successful")))
        .isEmpty();
  }

  private static List<PastRun> daily(String... statuses) {
    var runs = new ArrayList<PastRun>();
    var at = Instant.parse("2026-11-01T22:30:00Z");
    for (var status : statuses) {
      runs.add(new PastRun(name("daily", at), at, null, status));
      at = at.plusSeconds(86_400);
    }
    return runs;
  }

  private static PastRun run(String type, Instant at) {
    return new PastRun(name(type, at), at, null, "Successful");
  }

  private static String name(String type, Instant at) {
    var time = DateTimeFormatter.ofPattern("uuuu-MM-dd-HHmmss", Locale.ROOT);
    return "s-1-" + type + "-" + time.format(at.atOffset(ZoneOffset.UTC));
  }

  private static PlannedRuns planned(String policy) {
    return new PlannedRuns(spec(policy));
  }

  private static SchedulePolicySpec spec(String policy) {
    try {
      return new ObjectMapper().readValue(policy, SchedulePolicySpec.class);
    } catch (JsonProcessingException e) {
      throw new AssertionError(policy, e);
    }
  }
}
