package io.fedbackup.agent.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.fedbackup.agent.result.ValidationResult.Marker;
import io.fedbackup.agent.store.FailureReason;
import io.fedbackup.agent.store.ObjectLock;
import io.fedbackup.agent.store.ObjectStore.Written;
import io.fedbackup.agent.store.StoreFailure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class ValidationTest {

  private static final byte[] CONTENT = "marker".getBytes(StandardCharsets.UTF_8);
  private static final Duration AMPLE = Duration.ofSeconds(15);

  private final ScriptedStore store = new ScriptedStore();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  @Test
  void a_container_that_takes_and_gives_back_a_marker_is_valid_and_left_clean() throws Exception {
    var finding = run(AMPLE);

    assertThat(finding).isInstanceOf(Finding.Valid.class);
    assertThat(finding.marker()).isEqualTo(Marker.written);
    assertThat(finding.objectLock()).contains(new ObjectLock(false, "", false));
    assertThat(store.calls())
        .containsExactly("authenticate", "objectLock", "list", "write m", "read m", "delete m");
    assertThat(store.objects()).isEmpty();
  }

  @Test
  void a_version_that_comes_back_from_the_write_shows_versioning() throws Exception {
    store.writes(Written.AS_VERSION);

    assertThat(run(AMPLE).objectLock()).contains(new ObjectLock(false, "", true));
  }

  @Test
  void under_an_immutability_policy_no_marker_is_written() throws Exception {
    store.lock(Optional.of(new ObjectLock(true, "", true)));

    var finding = run(AMPLE);

    assertThat(finding).isInstanceOf(Finding.Valid.class);
    assertThat(finding.marker()).isEqualTo(Marker.skipped);
    assertThat(store.calls()).containsExactly("authenticate", "objectLock", "list", "probeWrite m");
  }

  @Test
  void a_policy_that_could_not_be_read_shows_when_the_old_marker_cannot_be_replaced()
      throws Exception {
    store.lock(Optional.empty());
    store.writes(Written.REFUSED_BY_IMMUTABILITY);

    var finding = run(AMPLE);

    assertThat(finding).isInstanceOf(Finding.Valid.class);
    assertThat(finding.marker()).isEqualTo(Marker.skipped);
    assertThat(finding.objectLock()).contains(new ObjectLock(true, "", false));
  }

  @Test
  void a_policy_that_could_not_be_read_shows_when_the_marker_cannot_be_deleted() throws Exception {
    store.lock(Optional.empty());
    store.keepsObjects();

    var finding = run(AMPLE);

    assertThat(finding).isInstanceOf(Finding.Valid.class);
    assertThat(finding.marker()).isEqualTo(Marker.written);
    assertThat(finding.objectLock()).contains(new ObjectLock(true, "", false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"authenticate", "objectLock", "list", "write m", "read m", "delete m"})
  void the_failure_of_a_step_is_what_is_found_and_no_marker_remains(String step) throws Exception {
    store.fail(step, FailureReason.RoleMissing);

    var finding = run(AMPLE);

    assertThat(reason(finding)).isEqualTo(FailureReason.RoleMissing);
    assertThat(store.calls()).contains(step);
    if (!step.equals("delete m")) {
      assertThat(store.objects()).isEmpty();
    }
  }

  @Test
  void a_marker_that_cannot_be_read_back_is_deleted_all_the_same() throws Exception {
    store.fail("read m", FailureReason.Unknown);

    run(AMPLE);

    assertThat(store.calls()).endsWith("write m", "read m", "delete m");
  }

  @Test
  void a_failing_deletion_does_not_hide_the_first_failure() throws Exception {
    store.fail("read m", FailureReason.NetworkBlocked);
    store.fail("delete m", FailureReason.RoleMissing);

    assertThat(reason(run(AMPLE))).isEqualTo(FailureReason.NetworkBlocked);
  }

  @Test
  void a_store_that_gives_back_other_bytes_is_not_valid() throws Exception {
    store.garbles();

    assertThat(reason(run(AMPLE))).isEqualTo(FailureReason.Unknown);
    assertThat(store.objects()).isEmpty();
  }

  @Test
  void a_defect_is_reported_by_type_because_its_text_may_hold_a_secret() throws Exception {
    store.crash("list", new IllegalStateException("canary"));

    var failure = failure(run(AMPLE));

    assertThat(failure.reason()).isEqualTo(FailureReason.Unknown);
    assertThat(failure.message()).contains("IllegalStateException").doesNotContain("canary");
  }

  @ParameterizedTest
  @ValueSource(strings = {"authenticate", "objectLock", "list", "write m", "read m", "delete m"})
  void a_step_that_hangs_is_timed_out_within_the_budget(String step) throws Exception {
    store.hang(step);
    var before = System.nanoTime();

    var finding = run(Duration.ofMillis(500));

    assertThat(reason(finding)).isEqualTo(FailureReason.TimedOut);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void after_a_time_out_the_marker_is_deleted_in_the_time_kept_back() throws Exception {
    store.hang("read m");

    run(Duration.ofMillis(500));

    assertThat(store.calls()).containsSubsequence("read m", "delete m");
    assertThat(store.objects()).isEmpty();
  }

  private Finding run(Duration timeout) throws InterruptedException {
    return new Validation(store, executor, "m", CONTENT).run(timeout);
  }

  private static FailureReason reason(Finding finding) {
    return failure(finding).reason();
  }

  private static StoreFailure failure(Finding finding) {
    assertThat(finding).isInstanceOf(Finding.Failed.class);
    return ((Finding.Failed) finding).failure();
  }
}
