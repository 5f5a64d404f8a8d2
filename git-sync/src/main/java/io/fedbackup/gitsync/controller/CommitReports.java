package io.fedbackup.gitsync.controller;

import io.fedbackup.api.v1alpha1.CommitStatus;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.gitsync.commitstatus.CommitReport;
import io.fedbackup.gitsync.commitstatus.CommitState;
import io.fedbackup.gitsync.commitstatus.ForgeAccess;
import io.fedbackup.gitsync.commitstatus.Posting;
import io.fedbackup.gitsync.commitstatus.StatusPoster;
import io.fedbackup.gitsync.commitstatus.StatusRequest;
import io.fedbackup.gitsync.source.GitRevision;
import io.fedbackup.planning.event.EventRecord;
import io.fedbackup.planning.event.EventRecord.Regarding;
import io.fedbackup.planning.outcome.Outcome;
import io.fedbackup.planning.reason.Reason;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells Git servers how commits fare, beside the syncs: none waits for it, and none fails because
 * of it. Thread-safe.
 */
final class CommitReports {
  private static final Logger LOG = LoggerFactory.getLogger(CommitReports.class);

  /** After so many attempts a Git server that does not answer is told by an Event. */
  private static final int QUIET_ATTEMPTS = 3;

  private final SecretReader secrets;
  private final StatusPoster poster;
  private final Consumer<EventRecord> events;
  private final SyncMetrics metrics;
  private final NewestOnly<Job> queue;

  CommitReports(
      SecretReader secrets,
      StatusPoster poster,
      Consumer<EventRecord> events,
      SyncMetrics metrics,
      NewestOnly.Timer timer) {
    this.secrets = secrets;
    this.poster = poster;
    this.events = events;
    this.metrics = metrics;
    this.queue = new NewestOnly<>(this::send, timer);
  }

  /**
   * One report of one GitSync; equal to another that says the same of the same commit in the same
   * place, whatever the words.
   */
  private record Job(GitSync sync, CommitStatus settings, CommitReport report, Reason reason) {
    String uid() {
      return sync.getMetadata().getUid();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Job job
          && uid().equals(job.uid())
          && settings.equals(job.settings)
          && sync.getSpec().url().equals(job.sync.getSpec().url())
          && report.commit().equals(job.report.commit())
          && report.state() == job.report.state()
          && reason == job.reason;
    }

    @Override
    public int hashCode() {
      return report.commit().hashCode();
    }

    @Override
    public String toString() {
      var meta = sync.getMetadata();
      return "commit status of GitSync %s/%s".formatted(meta.getNamespace(), meta.getName());
    }
  }

  /** A sync of a commit starts. Said only of one that is new. */
  void started(GitSync sync, GitRevision revision) {
    CommitStatus settings = sync.getSpec().commitStatus();
    if (settings == null || !isNew(sync, revision.toString())) {
      return;
    }
    boolean known =
        queue
            .newest(sync.getMetadata().getUid())
            .filter(job -> job.report().commit().equals(revision.commit()))
            .isPresent();
    if (!known) {
      offer(
          sync,
          settings,
          revision.commit(),
          CommitState.PENDING,
          Reason.PROGRESSING,
          "the commit is looked at");
    }
  }

  /** A sync ended. */
  void ended(GitSync sync, SyncProgress progress, Outcome outcome) {
    CommitStatus settings = sync.getSpec().commitStatus();
    if (settings == null) {
      queue.forget(sync.getMetadata().getUid());
      return;
    }
    GitRevision revision = progress.revision;
    if (revision == null || outcome.reason() == Reason.SUSPENDED) {
      return;
    }
    CommitState state = state(outcome);
    if (state == CommitState.ERROR && !isNew(sync, revision.toString())) {
      return; // it was applied, and a later look that fails says nothing about it
    }
    offer(sync, settings, revision.commit(), state, outcome.reason(), outcome.message());
  }

  void forget(GitSync sync) {
    queue.forget(sync.getMetadata().getUid());
  }

  private static boolean isNew(GitSync sync, String revision) {
    return AppliedDigest.of(sync, revision).stage(sync.getStatus()) == AppliedDigest.Stage.NOTHING;
  }

  private void offer(
      GitSync sync,
      CommitStatus settings,
      String commit,
      CommitState state,
      Reason reason,
      String message) {
    var meta = sync.getMetadata();
    var report =
        new CommitReport(
            commit,
            meta.getNamespace() + "/" + meta.getName(),
            state,
            reason.wireName() + ": " + message);
    var job = new Job(sync, settings, report, reason);
    queue.offer(job.uid(), job);
  }

  static CommitState state(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done done when done.reason() == Reason.DRIFTED -> CommitState.FAILURE;
      case Outcome.Done ignored -> CommitState.SUCCESS;
      case Outcome.Waiting ignored -> CommitState.PENDING;
      case Outcome.Blocked ignored -> CommitState.FAILURE;
      case Outcome.Failed failed ->
          switch (failed.reason()) {
            case APPLY_FAILED, FORBIDDEN, GIT_PATH_NOT_FOUND, GIT_TOO_LARGE -> CommitState.FAILURE;
            default -> CommitState.ERROR;
          };
    };
  }

  /** Whether the Git server has it now. */
  private boolean send(Job job, int attempt) throws InterruptedException {
    Posting posting = post(job);
    metrics.reported(job.settings().provider(), posting);
    return switch (posting) {
      case Posting.Posted ignored -> {
        LOG.debug("{} of {} is posted", job.report().state(), job.report().commit());
        yield true;
      }
      case Posting.Refused refused -> {
        tell(job, refused.why());
        yield false;
      }
      case Posting.Unreachable unreachable -> {
        if (attempt >= QUIET_ATTEMPTS) {
          tell(job, unreachable.why());
        }
        yield false;
      }
    };
  }

  private Posting post(Job job) throws InterruptedException {
    String name = job.settings().secretRef().name();
    try {
      Map<String, byte[]> data = secrets.read(job.sync(), name);
      ForgeAccess access = ForgeAccess.fromSecret(name, data);
      StatusRequest request =
          StatusRequest.of(
              job.settings().provider(), job.sync().getSpec().url(), access, job.report());
      return poster.post(request, access.caBundle());
    } catch (ForgeAccess.Unusable e) {
      return new Posting.Refused(String.valueOf(e.getMessage()));
    } catch (SyncTrouble e) {
      return new Posting.Refused(e.text());
    }
  }

  private void tell(Job job, String why) {
    events.accept(
        EventRecord.warning(
            Regarding.of(job.sync()),
            Reason.COMMIT_STATUS_NOT_POSTED,
            job.report().commit() + why,
            "the status of commit %s is not at the Git server: %s"
                .formatted(job.report().commit(), why)));
  }
}
