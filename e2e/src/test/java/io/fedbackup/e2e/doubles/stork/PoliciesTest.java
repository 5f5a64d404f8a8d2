package io.fedbackup.e2e.doubles.stork;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class PoliciesTest {

  @Test
  void an_interval_is_due_without_a_run_and_only_after_it_has_passed() {
    var policy = policy("\"interval\":{\"intervalMinutes\":15}");
    var last = Instant.parse("2026-11-22T10:00:00Z");

    assertThat(policy.due("Interval", null, last)).isTrue();
    assertThat(policy.due("Interval", last, last.plusSeconds(900))).isFalse();
    assertThat(policy.due("Interval", last, last.plusSeconds(901))).isTrue();
    assertThat(policy.due("Daily", null, last)).isFalse();
  }

  @Test
  void a_daily_run_is_due_for_one_hour_and_never_caught_up() {
    var policy = policy("\"daily\":{\"time\":\"10:30PM\"}");
    var yesterday = Instant.parse("2026-11-21T22:30:05Z");

    assertThat(policy.due("Daily", yesterday, Instant.parse("2026-11-22T22:29:59Z"))).isFalse();
    assertThat(policy.due("Daily", yesterday, Instant.parse("2026-11-22T22:30:00Z"))).isTrue();
    assertThat(policy.due("Daily", yesterday, Instant.parse("2026-11-22T23:29:59Z"))).isTrue();
    assertThat(policy.due("Daily", yesterday, Instant.parse("2026-11-22T23:30:00Z"))).isFalse();
    var today = Instant.parse("2026-11-22T22:30:05Z");
    assertThat(policy.due("Daily", today, Instant.parse("2026-11-22T22:45:00Z"))).isFalse();
  }

  @Test
  void a_weekly_run_is_due_on_its_day() {
    var policy = policy("\"weekly\":{\"day\":\"Sun\",\"time\":\"1:00am\"}");

    assertThat(policy.error()).isEmpty();
    assertThat(policy.due("Weekly", null, Instant.parse("2026-11-22T01:10:00Z"))).isTrue();
    assertThat(policy.due("Weekly", null, Instant.parse("2026-11-23T01:10:00Z"))).isFalse();
  }

  @Test
  void the_31st_of_a_short_month_is_skipped() {
    var policy = policy("\"monthly\":{\"date\":31,\"time\":\"1:00AM\"}");

    assertThat(policy.due("Monthly", null, Instant.parse("2026-10-31T01:10:00Z"))).isTrue();
    assertThat(policy.due("Monthly", null, Instant.parse("2026-11-30T01:10:00Z"))).isFalse();
    assertThat(policy.due("Monthly", null, Instant.parse("2026-12-01T01:10:00Z"))).isFalse();
  }

  @Test
  void what_is_kept_has_defaults_and_is_one_for_a_type_that_is_gone() {
    var policy = policy("\"interval\":{\"intervalMinutes\":15},\"daily\":{\"retain\":3}");

    assertThat(policy.retain("Interval")).isEqualTo(10);
    assertThat(policy.retain("Daily")).isEqualTo(3);
    assertThat(policy.retain("Weekly")).isEqualTo(1);
  }

  @Test
  void an_invalid_type_makes_the_whole_policy_invalid() {
    assertThat(policy("\"interval\":{\"intervalMinutes\":0}").error()).isPresent();
    assertThat(policy("\"daily\":{\"time\":\"22:30\"}").error()).isPresent();
    assertThat(policy("\"weekly\":{\"day\":\"Someday\",\"time\":\"1:00AM\"}").error()).isPresent();
    assertThat(policy("\"monthly\":{\"date\":32,\"time\":\"1:00AM\"}").error()).isPresent();
  }

  private static Policies policy(String parts) {
    return Policies.of(StorkBed.read("{\"policy\":{%s}}".formatted(parts)));
  }
}
