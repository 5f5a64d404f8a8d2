package io.fedbackup.planning.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fedbackup.api.v1alpha1.BackupVolume;
import io.fedbackup.api.v1alpha1.ReclaimPolicy;
import io.fedbackup.planning.outcome.Messages;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.libopenstorage.stork.v1alpha1.ApplicationBackup;

/**
 * What a cluster says about one ApplicationBackup, bounded.
 *
 * @param namespace its namespace
 * @param name its name
 * @param uid its UID
 * @param stage Stork's stage, at most 64 characters; {@code Final} is the end
 * @param status Stork's status, at most 64 characters
 * @param reason Stork's words, at most 512 characters
 * @param backupPath where Stork says that it is, empty if it does not say
 * @param startedAt when it was triggered
 * @param finishedAt when it ended; when it was last changed where Stork does not say; null while it
 *     runs
 * @param contents what is in it
 * @param reclaimPolicy what Stork does with the data when the record goes
 * @param namespaces namespaces that it covers, at most 1,000
 * @param deleting whether the record is going
 */
public record ReportedRun(
    String namespace,
    String name,
    String uid,
    String stage,
    String status,
    String reason,
    String backupPath,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    Contents contents,
    ReclaimPolicy reclaimPolicy,
    List<String> namespaces,
    boolean deleting) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final int LONGEST_WORD = 64;
  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_PATH = 1024;
  private static final int MOST_VOLUMES = 1000;
  private static final int MOST_NAMESPACES = 1000;

  /** Characters of all volumes' records: an object in etcd has its limit at 1.5 MiB. */
  private static final int LONGEST_RECORDS = 600_000;

  /**
   * What is in a backup.
   *
   * @param bytes size as Stork counts it, 0 if it does not say
   * @param resources number of resources
   * @param failedResources number of resources that are not in it
   * @param volumes its volumes, at most 1,000
   * @param failedVolumes number of volumes that are not in it
   */
  public record Contents(
      long bytes,
      int resources,
      int failedResources,
      List<BackupVolume> volumes,
      int failedVolumes) {
    /** Copies the list. */
    public Contents {
      volumes = List.copyOf(volumes);
    }

    /** Neither resource nor volume. */
    public boolean nothing() {
      return resources == 0 && volumes.isEmpty();
    }
  }

  /** Copies the list. */
  public ReportedRun {
    namespaces = List.copyOf(namespaces);
  }

  /** Reads what a cluster reports. */
  public static ReportedRun of(ApplicationBackup reported) {
    JsonNode tree = JSON.valueToTree(reported);
    var metadata = tree.path("metadata");
    var status = tree.path("status");
    var stage = cut(status.path("stage"), LONGEST_WORD);
    var triggered = time(status.path("triggerTimestamp"));
    return new ReportedRun(
        cut(metadata.path("namespace"), LONGEST_NAME),
        cut(metadata.path("name"), LONGEST_NAME),
        cut(metadata.path("uid"), LONGEST_WORD),
        stage,
        cut(status.path("status"), LONGEST_WORD),
        cut(status.path("reason"), Messages.MAXIMUM),
        cut(status.path("backupPath"), LONGEST_PATH),
        triggered == null ? time(metadata.path("creationTimestamp")) : triggered,
        "Final".equals(stage) ? ended(status) : null,
        contents(status),
        policy(tree.path("spec").path("reclaimPolicy").asText("")),
        namespaces(tree.path("spec").path("namespaces")),
        metadata.hasNonNull("deletionTimestamp"));
  }

  /** Whether the run is over: when the stage is Final, never earlier. */
  public boolean ended() {
    return "Final".equals(stage);
  }

  /** Whether Stork has said nothing yet. */
  public boolean silent() {
    return stage.isEmpty() && status.isEmpty();
  }

  /**
   * When a run of which Stork says nothing has been silent for longer than one that Stork is about
   * to take up: from then on its Warning Events explain it. Null where Stork has said something, or
   * the run has no beginning.
   */
  public @Nullable Instant unexplainedFrom() {
    return silent() && startedAt != null ? startedAt.plus(PATIENCE) : null;
  }

  /** Whether Warning Events are wanted to explain it. */
  public boolean unexplained(Instant now) {
    var from = unexplainedFrom();
    return from != null && !now.isBefore(from);
  }

  /** Whether it is another cluster's or a former backup's record: its path is not its own. */
  public boolean copy() {
    return !backupPath.isEmpty() && !trimmed(backupPath).endsWith("/" + uid);
  }

  /** Where it lies in the container: {@code <namespace>/<name>/<uid>/}, Stork's path for a copy. */
  public String path() {
    return copy() ? trimmed(backupPath) + "/" : namespace + "/" + name + "/" + uid + "/";
  }

  private static String trimmed(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static @Nullable Instant ended(JsonNode status) {
    var finished = time(status.path("finishTimestamp"));
    return finished == null ? time(status.path("lastUpdateTimestamp")) : finished;
  }

  private static ReclaimPolicy policy(String text) {
    // anything but a written Retain is Delete: that is Stork's default
    return ReclaimPolicy.RETAIN.wire().equals(text) ? ReclaimPolicy.RETAIN : ReclaimPolicy.DELETE;
  }

  private static List<String> namespaces(JsonNode listed) {
    var namespaces = new ArrayList<String>();
    for (var one : listed) {
      if (namespaces.size() == MOST_NAMESPACES) {
        break;
      }
      namespaces.add(cut(one, LONGEST_WORD));
    }
    return namespaces;
  }

  private static Contents contents(JsonNode status) {
    var listed = status.path("resources");
    int failed = 0;
    for (var resource : listed) {
      if ("Failed".equals(resource.path("status").asText(""))) {
        failed++;
      }
    }
    return new Contents(
        Math.max(0, status.path("totalSize").asLong(0)),
        Math.max(listed.size(), Math.max(0, status.path("resourceCount").asInt(0))),
        failed,
        volumes(status.path("volumes")),
        failedVolumes(status));
  }

  private static int failedVolumes(JsonNode status) {
    int failed = 0;
    for (var volume : status.path("volumes")) {
      if ("Failed".equals(volume.path("status").asText(""))) {
        failed++;
      }
    }
    return Math.max(failed, Math.max(0, status.path("failedVolCount").asInt(0)));
  }

  private static List<BackupVolume> volumes(JsonNode listed) {
    var volumes = new ArrayList<BackupVolume>();
    int room = LONGEST_RECORDS;
    for (var one : listed) {
      if (volumes.size() == MOST_VOLUMES) {
        break;
      }
      room -= one.toString().length();
      volumes.add(volume(one, room >= 0));
    }
    return volumes;
  }

  private static BackupVolume volume(JsonNode one, boolean inFull) {
    var size = Math.max(one.path("totalSize").asLong(0), one.path("actualSize").asLong(0));
    return new BackupVolume(
        cut(one.path("namespace"), LONGEST_NAME),
        cut(one.path("persistentVolumeClaim"), LONGEST_NAME),
        cut(one.path("volume"), LONGEST_NAME),
        cut(one.path("driverName"), LONGEST_NAME),
        cut(one.path("status"), LONGEST_WORD),
        cut(one.path("reason"), Messages.MAXIMUM),
        Math.max(0, size),
        inFull && one instanceof ObjectNode record ? record : null);
  }

  private static String cut(JsonNode text, int longest) {
    return Messages.cut(text.asText(""), longest);
  }

  private static @Nullable Instant time(JsonNode text) {
    try {
      var value = text.asText("");
      return value.isEmpty()
          ? null
          : OffsetDateTime.parse(value).toInstant().truncatedTo(ChronoUnit.SECONDS);
    } catch (DateTimeException e) {
      return null; // a cluster's input: a time that cannot be read is not known
    }
  }
}
