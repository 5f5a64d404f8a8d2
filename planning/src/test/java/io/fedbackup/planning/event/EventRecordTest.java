package io.fedbackup.planning.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.fedbackup.planning.event.EventRecord.Regarding;
import io.fedbackup.planning.reason.Reason;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventRecordTest {
  private static final Regarding NIGHTLY =
      new Regarding("fedbackup.io/v1alpha1", "BackupSchedule", "shop", "nightly", "uid-1");

  @Test
  void theNameIsTheObjectAndSixteenHexDigits() {
    assertThat(EventRecord.normal(NIGHTLY, Reason.DRIFT_CORRECTED, "x", "m").name())
        .matches("nightly\\.[0-9a-f]{16}");
  }

  @Test
  void theSameHappeningHasTheSameNameWhateverTheMessageSays() {
    EventRecord first = EventRecord.normal(NIGHTLY, Reason.DRIFT_CORRECTED, "c1/uid/7", "one");
    EventRecord again = EventRecord.warning(NIGHTLY, Reason.DRIFT_CORRECTED, "c1/uid/7", "two");

    assertThat(again.name()).isEqualTo(first.name());
  }

  @Test
  void anotherHappeningReasonOrObjectHasAnotherName() {
    Regarding other =
        new Regarding("fedbackup.io/v1alpha1", "BackupSchedule", "shop", "nightly", "uid-2");

    assertThat(
            new String[] {
              EventRecord.normal(NIGHTLY, Reason.DRIFT_CORRECTED, "a", "").name(),
              EventRecord.normal(NIGHTLY, Reason.DRIFT_CORRECTED, "b", "").name(),
              EventRecord.normal(NIGHTLY, Reason.DELETED_BY_HAND, "a", "").name(),
              EventRecord.normal(other, Reason.DRIFT_CORRECTED, "a", "").name()
            })
        .doesNotHaveDuplicates();
  }

  @Test
  void theMessageIsBounded() {
    assertThat(EventRecord.normal(NIGHTLY, Reason.UNKNOWN, "x", "y".repeat(5000)).message())
        .hasSize(512);
  }

  @Test
  void it_becomes_an_event_of_its_object_that_happened_once() {
    var record = EventRecord.warning(NIGHTLY, Reason.MISSED_RUN, "x", "missed");

    var event = record.event("fedbackup-reconciler", Instant.parse("2026-11-25T09:00:00.123Z"));

    assertThat(event.getMetadata().getName()).isEqualTo(record.name());
    assertThat(event.getInvolvedObject().getUid()).isEqualTo("uid-1");
    assertThat(event.getType()).isEqualTo("Warning");
    assertThat(event.getReason()).isEqualTo("MissedRun");
    assertThat(event.getCount()).isEqualTo(1);
    assertThat(event.getLastTimestamp()).isEqualTo("2026-11-25T09:00:00Z");
    assertThat(event.getReportingComponent()).isEqualTo("fedbackup-reconciler");
  }
}
