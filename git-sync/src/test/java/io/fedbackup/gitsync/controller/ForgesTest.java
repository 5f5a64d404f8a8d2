package io.fedbackup.gitsync.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fedbackup.api.v1alpha1.CommitStatus;
import io.fedbackup.api.v1alpha1.GitProvider;
import io.fedbackup.api.v1alpha1.GitReceiver;
import io.fedbackup.api.v1alpha1.GitReferenceBuilder;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.api.v1alpha1.GitSyncSpecBuilder;
import io.fedbackup.api.v1alpha1.GitSyncStatusBuilder;
import io.fedbackup.api.v1alpha1.SecretReference;
import io.fedbackup.gitsync.commitstatus.CommitState;
import io.fedbackup.gitsync.commitstatus.StatusPoster;
import io.fedbackup.gitsync.source.GitRef;
import io.fedbackup.gitsync.source.GitRevision;
import io.fedbackup.gitsync.source.HttpsProxies;
import io.fedbackup.planning.event.EventRecord;
import io.fedbackup.planning.outcome.Outcome;
import io.fedbackup.planning.reason.Reason;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read of Secrets for Git servers, and which reports are made for them. */
class ForgesTest {
  private static final GitRevision REVISION = revision("4f0c");

  private final Map<String, Map<String, byte[]>> secrets = new HashMap<>();
  private final List<String> reads = new ArrayList<>();
  private final List<EventRecord> events = new ArrayList<>();
  private final List<Runnable> posts = new ArrayList<>();
  private Instant now = Instant.parse("2026-03-01T10:00:00Z");
  private final HookKeys keys = new HookKeys(this::read, events::add, () -> now);
  private final SyncMetrics metrics = new SyncMetrics(new SimpleMeterRegistry());
  private final CommitReports reports =
      new CommitReports(
          this::read,
          new StatusPoster(HttpsProxies.none()),
          events::add,
          metrics,
          (pause, what) -> {
            if (pause.isZero()) {
              posts.add(what);
            }
          });
  private final GitSync sync = sync();

  private Map<String, byte[]> read(GitSync of, String name) {
    reads.add(name);
    var data = secrets.get(name);
    if (data == null) {
      throw SyncTrouble.transientTrouble(Reason.SECRET_NOT_FOUND, "there is no Secret " + name);
    }
    return data;
  }

  @Test
  void however_many_calls_come_a_secret_is_read_once_in_ten_seconds() {
    secrets.put("hook", Map.of("token", "x".getBytes(StandardCharsets.UTF_8)));

    for (int i = 0; i < 100; i++) {
      assertThat(keys.key(sync, receiver("hook"))).isPresent();
    }
    assertThat(reads).hasSize(1);

    now = now.plus(HookKeys.FRESH);
    assertThat(keys.key(sync, receiver("hook"))).isPresent();
    assertThat(reads).hasSize(2);
  }

  @Test
  void another_secret_is_read_at_once_and_a_missing_one_is_told() {
    secrets.put("hook", Map.of("token", "x".getBytes(StandardCharsets.UTF_8)));
    keys.look(sync, receiver("hook"));

    assertThat(keys.key(sync, receiver("other"))).isEmpty();
    assertThat(events)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.reason()).isEqualTo(Reason.RECEIVER_UNUSABLE);
              assertThat(event.message()).contains("other");
            });
  }

  @Test
  void a_secret_that_was_good_is_not_looked_at_by_every_sync_and_a_bad_one_is() {
    keys.look(sync, receiver("hook"));
    now = now.plus(HookKeys.FRESH);
    secrets.put("hook", Map.of("token", "x".getBytes(StandardCharsets.UTF_8)));
    keys.look(sync, receiver("hook"));
    now = now.plus(Duration.ofHours(1));
    keys.look(sync, receiver("hook"));

    assertThat(reads).hasSize(2);
  }

  @Test
  void a_new_commit_is_pending_and_then_what_it_came_to_and_at_rest_nothing_is_posted() {
    reports.started(sync, REVISION);
    assertThat(posts).hasSize(1);
    reports.ended(sync, progress(REVISION), Outcome.done(Reason.APPLIED, "12 objects"));
    assertThat(posts).hasSize(2);

    applied(REVISION);
    for (int i = 0; i < 10; i++) {
      reports.started(sync, REVISION);
      reports.ended(sync, progress(REVISION), Outcome.done(Reason.APPLIED, "12 objects again"));
    }

    assertThat(posts).hasSize(2);
  }

  @Test
  void a_commit_that_is_refused_does_not_become_pending_with_every_look() {
    for (int i = 0; i < 5; i++) {
      reports.started(sync, REVISION);
      reports.ended(
          sync, progress(REVISION), Outcome.blocked(Reason.DOCUMENTS_REFUSED, "no. " + i));
    }

    assertThat(posts).hasSize(2);
  }

  @Test
  void trouble_of_a_later_look_says_nothing_about_a_commit_that_is_applied() {
    applied(REVISION);

    reports.ended(
        sync, progress(REVISION), Outcome.failed(Reason.BACKUP_CLUSTER_UNAVAILABLE, "no answer"));
    assertThat(posts).isEmpty();

    reports.ended(sync, progress(REVISION), Outcome.done(Reason.DRIFTED, "differ from Git: x"));
    assertThat(posts).hasSize(1);
  }

  @Test
  void a_sync_that_found_no_commit_reports_nothing() {
    reports.ended(sync, new SyncProgress(), Outcome.failed(Reason.GIT_UNREACHABLE, "no answer"));

    assertThat(posts).isEmpty();
  }

  @Test
  void a_report_that_cannot_be_posted_is_told_once_by_an_event_that_names_the_remedy() {
    reports.ended(sync, progress(REVISION), Outcome.done(Reason.APPLIED, "12 objects"));
    posts.forEach(Runnable::run);

    assertThat(events)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.reason()).isEqualTo(Reason.COMMIT_STATUS_NOT_POSTED);
              assertThat(event.message()).contains(REVISION.commit()).contains("forge");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "APPLIED, Done, SUCCESS",
    "DRIFTED, Done, FAILURE",
    "BEING_REMOVED, Waiting, PENDING",
    "DOCUMENTS_REFUSED, Blocked, FAILURE",
    "PRUNE_NEEDS_CONFIRMATION, Blocked, FAILURE",
    "APPLY_FAILED, Failed, FAILURE",
    "GIT_PATH_NOT_FOUND, Failed, FAILURE",
    "GIT_UNREACHABLE, Failed, ERROR",
    "INTERNAL_ERROR, Failed, ERROR"
  })
  void outcomes_have_states(Reason reason, String kind, CommitState state) {
    var outcome =
        switch (kind) {
          case "Done" -> Outcome.done(reason, "");
          case "Waiting" -> Outcome.waiting(reason, "", Duration.ZERO);
          case "Blocked" -> Outcome.blocked(reason, "");
          default -> Outcome.failed(reason, "");
        };

    assertThat(CommitReports.state(outcome)).isEqualTo(state);
  }

  private void applied(GitRevision revision) {
    sync.setStatus(
        GitSyncStatusBuilder.builder()
            .appliedDigest(AppliedDigest.of(sync, revision.toString()).everything())
            .build());
  }

  private static SyncProgress progress(GitRevision revision) {
    var progress = new SyncProgress();
    progress.attempt(revision);
    return progress;
  }

  private static GitRevision revision(String start) {
    return new GitRevision(
        new GitRef.Branch("main"), start + "0".repeat(40 - start.length()), Optional.empty());
  }

  private static GitReceiver receiver(String secret) {
    return new GitReceiver(GitProvider.GIT_HUB, new SecretReference(secret));
  }

  private static GitSync sync() {
    var sync = new GitSync();
    sync.setMetadata(
        new ObjectMetaBuilder().withNamespace("team").withName("fleet").withUid("uid").build());
    sync.setSpec(
        GitSyncSpecBuilder.builder()
            .url("https://github.com/acme/fleet")
            .ref(GitReferenceBuilder.builder().branch("main").build())
            .commitStatus(new CommitStatus(GitProvider.GIT_HUB, new SecretReference("forge")))
            .build());
    return sync;
  }
}
