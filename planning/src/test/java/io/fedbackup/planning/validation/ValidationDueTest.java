package io.fedbackup.planning.validation;

import static io.fedbackup.planning.validation.ValidationFixtures.MADE;
import static io.fedbackup.planning.validation.ValidationFixtures.onCluster;
import static org.assertj.core.api.Assertions.assertThat;

import io.fedbackup.planning.reason.Reason;
import io.fedbackup.planning.validation.ValidationDue.Decision;
import io.fedbackup.planning.validation.ValidationDue.Known;
import io.fedbackup.planning.validation.ValidationRun.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidationDueTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Instant END = MADE.plusSeconds(10);
  private static final Known SHOWN = new Known(END, false);

  @Test
  void aNewClusterIsAskedAtOnce() {
    assertThat(due(null, new Known(null, false)).decide(Optional.empty(), MADE))
        .isEqualTo(new Decision.Start(new ValidationStart(0, null, "")));
  }

  @Test
  void aRunningValidationIsWaitedFor() {
    assertThat(due(null, SHOWN).decide(run("f", null, 0, new Progress.Running("")), END))
        .isInstanceOf(Decision.Wait.class);
  }

  @Test
  void aValidResultHoldsForTheInterval() {
    Optional<ValidationRun> last = run("f", null, 0, ended(Reason.VALID));

    assertThat(due(null, SHOWN).decide(last, END.plus(HOUR).minusSeconds(1)))
        .isEqualTo(new Decision.Wait(END.plus(HOUR)));
    assertThat(due(null, SHOWN).decide(last, END.plus(HOUR))).isInstanceOf(Decision.Start.class);
  }

  @ParameterizedTest
  @CsvSource({"0, 30", "1, 60", "2, 120", "6, 1920", "7, 3600", "900, 3600"})
  void afterFailuresItIsTriedSoonerWithABackOffUpToTheInterval(int attempt, long seconds) {
    Optional<ValidationRun> last = run("f", null, attempt, ended(Reason.ROLE_MISSING));
    Instant due = END.plusSeconds(seconds);

    assertThat(due(null, SHOWN).decide(last, END)).isEqualTo(new Decision.Wait(due));
    assertThat(due(null, SHOWN).decide(last, due))
        .isEqualTo(
            new Decision.Start(new ValidationStart(attempt + 1, null, last.orElseThrow().name())));
  }

  @Test
  void anotherSpecOrIdentityStartsAtOnceAndTheBackOffBegins() {
    assertThat(due(null, SHOWN).decide(run("old", null, 5, ended(Reason.ROLE_MISSING)), END))
        .isInstanceOfSatisfying(
            Decision.Start.class, start -> assertThat(start.start().attempt()).isZero());
    assertThat(due(null, SHOWN).decide(run("old", null, 0, new Progress.Running("")), END))
        .isInstanceOf(Decision.Start.class);
  }

  @Test
  void aRequestStartsOnceAndTheSameValueNeverAgain() {
    assertThat(due("r2", SHOWN).decide(run("f", "r1", 0, ended(Reason.VALID)), END))
        .isInstanceOfSatisfying(
            Decision.Start.class, start -> assertThat(start.start().requestedAt()).isEqualTo("r2"));
    assertThat(due("r2", SHOWN).decide(run("f", "r2", 0, ended(Reason.VALID)), END))
        .isInstanceOf(Decision.Wait.class);
    assertThat(due(null, SHOWN).decide(run("f", "r1", 0, ended(Reason.VALID)), END))
        .isInstanceOf(Decision.Wait.class);
  }

  @Test
  void aClusterThatIsBackIsAskedAtOnce() {
    assertThat(due(null, new Known(END, true)).decide(run("f", null, 0, ended(Reason.VALID)), END))
        .isInstanceOf(Decision.Start.class);
  }

  @Test
  void aResultThatIsNewerThanTheInterruptionCounts() {
    Known before = new Known(END.minusSeconds(60), true);

    assertThat(due(null, before).decide(run("f", null, 0, ended(Reason.VALID)), END))
        .isInstanceOf(Decision.Wait.class);
  }

  @Test
  void jobsThatSomebodyRemovesDoNotMakeItRunInALoop() {
    assertThat(due(null, SHOWN).decide(Optional.empty(), END.plusSeconds(1)))
        .isEqualTo(new Decision.Wait(END.plusSeconds(30)));
    assertThat(due(null, SHOWN).decide(Optional.empty(), END.plusSeconds(30)))
        .isInstanceOf(Decision.Start.class);
  }

  private static ValidationDue due(@Nullable String requestedAt, Known known) {
    return new ValidationDue("f", requestedAt, HOUR, known);
  }

  private static Progress ended(Reason reason) {
    return new Progress.Ended(new Verdict(reason, "", "", null, null), END);
  }

  private static Optional<ValidationRun> run(
      String fingerprint, @Nullable String requestedAt, int attempt, Progress progress) {
    return Optional.of(
        new ValidationRun(
            onCluster(new ValidationStart(attempt, requestedAt, "")),
            fingerprint,
            requestedAt,
            attempt,
            progress));
  }
}
