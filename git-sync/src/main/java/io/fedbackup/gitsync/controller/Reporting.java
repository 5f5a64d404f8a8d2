package io.fedbackup.gitsync.controller;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.api.v1alpha1.GitSyncStatus;
import io.fedbackup.planning.event.EventRecord;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes Events and statuses with git-sync's own rights: Events first, each once; statuses where
 * they changed.
 */
final class Reporting {
  private static final Logger LOG = LoggerFactory.getLogger(Reporting.class);
  private static final String COMPONENT = "fedbackup-git-sync";

  /** Written already; or the object or its namespace is going, and nobody reads it. */
  private static final Set<Integer> NO_EVENT_NEEDED =
      Set.of(
          HttpURLConnection.HTTP_CONFLICT,
          HttpURLConnection.HTTP_NOT_FOUND,
          HttpURLConnection.HTTP_FORBIDDEN);

  private final KubernetesClient own;
  private final Clock clock;
  private final ObjectMapper json = new ObjectMapper();

  Reporting(KubernetesClient own, Clock clock) {
    this.own = own;
    this.clock = clock;
  }

  /**
   * Writes an Event, once.
   *
   * @return false where its namespace is being removed, and everything in it
   */
  boolean event(EventRecord record) {
    try {
      own.v1()
          .events()
          .inNamespace(record.object().namespace())
          .resource(record.event(COMPONENT, clock.instant()))
          .create();
      return true;
    } catch (KubernetesClientException e) {
      if (!NO_EVENT_NEEDED.contains(e.getCode())) {
        throw e;
      }
      return !isEnding(e);
    }
  }

  /** Writes an Event where that is possible now: for what no sync waits for. */
  void tryEvent(EventRecord record) {
    try {
      event(record);
    } catch (KubernetesClientException e) {
      LOG.warn(
          "no Event could be written ({}), so it is said here: {}", e.getCode(), record.message());
    }
  }

  private static boolean isEnding(KubernetesClientException e) {
    return Optional.ofNullable(e.getStatus())
        .map(Status::getDetails)
        .map(StatusDetails::getCauses)
        .orElse(List.of())
        .stream()
        .anyMatch(cause -> "NamespaceTerminating".equals(cause.getReason()));
  }

  /**
   * Gives the object this status, where it has another one.
   *
   * @return the object as it is now; empty where somebody changed it meanwhile: look again
   */
  Optional<GitSync> status(GitSync sync, GitSyncStatus status) {
    GitSyncStatus old = sync.getStatus();
    if (old != null && json.valueToTree(old).equals(json.valueToTree(status))) {
      return Optional.of(sync);
    }
    GitSync copy = own.getKubernetesSerialization().clone(sync);
    copy.setStatus(status);
    try {
      return Optional.of(own.resource(copy).updateStatus());
    } catch (KubernetesClientException e) {
      return switch (e.getCode()) {
        case HttpURLConnection.HTTP_NOT_FOUND -> Optional.of(sync);
        case HttpURLConnection.HTTP_CONFLICT -> Optional.empty();
        default -> throw e;
      };
    }
  }
}
