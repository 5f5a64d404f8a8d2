package io.fedbackup.planning.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.fedbackup.api.v1alpha1.DriftEntry;
import io.fedbackup.api.v1alpha1.DriftEntryBuilder;
import io.fedbackup.api.v1alpha1.DriftField;
import io.fedbackup.api.v1alpha1.DriftLayer;
import io.fedbackup.api.v1alpha1.DriftPhase;
import io.fedbackup.api.v1alpha1.DriftType;
import io.fedbackup.planning.outcome.Conditions;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DriftLedgerTest {
  private static final Instant NINE = Instant.parse("2026-11-25T09:00:00Z");
  private static final Instant TEN = Instant.parse("2026-11-25T10:00:00Z");
  private static final Instant ELEVEN = Instant.parse("2026-11-25T11:00:00Z");

  private final DriftLedger empty = DriftLedger.of(null);

  @Test
  void what_is_found_again_keeps_the_time_of_the_first_time_and_shows_the_fields_of_now() {
    var first = empty.replaced(List.of(modified("nightly", "\"03:00\"")), NINE);

    var again = first.replaced(List.of(modified("nightly", "\"04:00\"")), TEN);

    assertThat(again.entries())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.detectedAt()).isEqualTo(NINE.toString());
              assertThat(entry.correctedAt()).isNull();
              assertThat(entry.fields())
                  .singleElement()
                  .extracting(DriftField::have)
                  .isEqualTo("\"04:00\"");
            });
  }

  @Test
  void what_is_not_found_any_more_was_put_right_and_stays_as_history() {
    var ledger = empty.replaced(List.of(missing("nightly")), NINE).replaced(List.of(), TEN);

    assertThat(ledger.uncorrected()).isEmpty();
    assertThat(ledger.entries())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.detectedAt()).isEqualTo(NINE.toString());
              assertThat(entry.correctedAt()).isEqualTo(TEN.toString());
            });
  }

  @Test
  void what_is_changed_again_after_it_was_put_right_is_another_entry() {
    var ledger =
        empty
            .replaced(List.of(missing("nightly")), NINE)
            .replaced(List.of(), TEN)
            .replaced(List.of(missing("nightly")), ELEVEN);

    assertThat(ledger.entries())
        .extracting(DriftEntry::detectedAt)
        .containsExactly(ELEVEN.toString(), NINE.toString());
  }

  @Test
  void what_was_changed_and_then_removed_are_two_entries() {
    var ledger =
        empty
            .replaced(List.of(modified("nightly", "1")), NINE)
            .replaced(List.of(missing("nightly")), TEN);

    assertThat(ledger.uncorrected())
        .singleElement()
        .extracting(DriftEntry::type)
        .isEqualTo(DriftType.MISSING);
    assertThat(ledger.entries()).hasSize(2);
  }

  @Test
  void the_time_at_which_a_watch_saw_it_go_is_when_it_was_found() {
    var seen = DriftEntryBuilder.builder(missing("nightly")).detectedAt(NINE.toString()).build();

    assertThat(empty.replaced(List.of(seen), TEN).entries())
        .singleElement()
        .extracting(DriftEntry::detectedAt)
        .isEqualTo(NINE.toString());
  }

  @Test
  void what_was_not_looked_at_stays_as_it_was() {
    var ledger = empty.replaced(List.of(missing("nightly"), missing("weekly")), NINE);

    var partly = ledger.updated(List.of(), entry -> entry.name().equals("weekly"), TEN);

    assertThat(partly.uncorrected())
        .singleElement()
        .extracting(DriftEntry::name)
        .isEqualTo("nightly");
    assertThat(partly.entries()).hasSize(2);
  }

  @Test
  void history_goes_after_its_time_and_what_differs_does_not() {
    var ledger =
        empty
            .replaced(List.of(missing("nightly"), missing("weekly")), NINE)
            .replaced(List.of(missing("weekly")), TEN);

    var kept = ledger.without(Duration.ofHours(1), ELEVEN);
    var later = ledger.without(Duration.ofHours(1), ELEVEN.plusSeconds(1));

    assertThat(kept.entries()).hasSize(2);
    assertThat(later.entries()).singleElement().extracting(DriftEntry::name).isEqualTo("weekly");
    assertThat(later.replaced(List.of(), ELEVEN).without(Duration.ZERO, ELEVEN.plusSeconds(1)))
        .extracting(DriftLedger::isEmpty)
        .isEqualTo(true);
  }

  @Test
  void of_too_much_history_the_newest_is_kept() {
    var ledger = empty;
    for (int i = 0; i < 600; i++) {
      ledger =
          ledger
              .replaced(List.of(missing("p" + i)), NINE.plusSeconds(2L * i))
              .replaced(List.of(), NINE.plusSeconds(2L * i + 1));
    }

    assertThat(ledger.entries()).hasSize(500);
    assertThat(ledger.entries().getFirst().name()).isEqualTo("p599");
    assertThat(ledger.truncated()).isZero();
  }

  @Test
  void of_too_much_that_differs_the_same_stays_named_and_the_rest_is_counted() {
    var many = IntStream.range(0, 700).mapToObj(i -> missing("p%03d".formatted(i))).toList();

    var ledger = empty.replaced(many, NINE);
    var again = ledger.replaced(many.reversed(), TEN);

    assertThat(again).isEqualTo(ledger);
    assertThat(again.truncated()).isEqualTo(200);
    var status = again.status(null, 1L, TEN);
    assertThat(status.count()).isEqualTo(700);
    assertThat(status.uncorrected()).isEqualTo(700);
    assertThat(again.replaced(List.of(), ELEVEN).truncated()).isZero();
  }

  @Test
  void many_long_values_do_not_make_an_object_too_large_to_be_stored() {
    var field = modified("p", "x".repeat(256)).fields().getFirst();
    var wide = Collections.nCopies(50, field);
    var many =
        IntStream.range(0, 500)
            .mapToObj(i -> DriftEntryBuilder.builder(modified("p" + i, "")).fields(wide).build())
            .toList();

    var ledger = empty.replaced(many, NINE);

    assertThat(ledger.entries().toString().length()).isLessThan(500_000);
    assertThat(ledger.entries().size() + ledger.truncated()).isEqualTo(500);
  }

  @Test
  void the_status_says_since_when_how_many_and_which() {
    var ledger =
        empty
            .replaced(List.of(missing("nightly")), NINE)
            .replaced(List.of(missing("nightly"), modified("weekly", "1")), TEN);

    var status = ledger.status(null, 1L, ELEVEN);

    assertThat(status.phase()).isEqualTo(DriftPhase.DRIFTED);
    assertThat(status.since()).isEqualTo(NINE.toString());
    assertThat(status.uncorrected()).isEqualTo(2);
    assertThat(Conditions.isTrue(status.conditions(), "Ready")).isTrue();
    assertThat(Conditions.find(status.conditions(), "InSync").orElseThrow())
        .satisfies(
            condition -> {
              assertThat(condition.reason()).isEqualTo("Drifted");
              assertThat(condition.message()).contains("nightly", "weekly");
            });
  }

  @Test
  void with_nothing_left_that_differs_it_is_in_sync() {
    var drifted = empty.replaced(List.of(missing("nightly")), NINE);
    var before = drifted.status(null, 1L, NINE);

    var status = drifted.replaced(List.of(), TEN).status(before, 1L, TEN);

    assertThat(status.phase()).isEqualTo(DriftPhase.IN_SYNC);
    assertThat(status.since()).isNull();
    assertThat(status.count()).isEqualTo(1);
    assertThat(DriftLedger.of(status).entries()).isEqualTo(status.entries());
  }

  private static DriftEntry missing(String name) {
    return entry(name, DriftType.MISSING, List.of());
  }

  private static DriftEntry modified(String name, String have) {
    return entry(
        name,
        DriftType.MODIFIED,
        List.of(new DriftField("spec.daily.time", "\"22:30\"", have, "kubectl-edit", null)));
  }

  private static DriftEntry entry(String name, DriftType type, List<DriftField> fields) {
    return DriftEntryBuilder.builder()
        .layer(DriftLayer.GIT)
        .kind("SchedulePolicy")
        .namespace("team")
        .name(name)
        .type(type)
        .fields(fields)
        .build();
  }
}
