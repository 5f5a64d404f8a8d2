package io.fedbackup.reconciler.event;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fedbackup.planning.event.EventRecord;
import io.fedbackup.planning.outcome.Messages;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes Events on the backup cluster. Their names are deterministic, so writing one again, also
 * after a restart, makes no second one: write them before the status that records what happened.
 * Safe for use by many threads.
 */
public final class EventWriter {
  private static final Logger LOG = LoggerFactory.getLogger(EventWriter.class);

  private static final int UNPROCESSABLE = 422;

  private final KubernetesClient client;
  private final Clock clock;
  private final String component;

  /**
   * Writes with a client of the backup cluster.
   *
   * @param component who reports, for example {@code fedbackup-reconciler}
   */
  public EventWriter(KubernetesClient client, Clock clock, String component) {
    this.client = client;
    this.clock = clock;
    this.component = component;
  }

  /** Writes all of them; see {@link #write(EventRecord)}. */
  public void write(Collection<EventRecord> events) {
    events.forEach(this::write);
  }

  /**
   * Writes one. An Event that exists counts as written; one whose namespace is being deleted has no
   * reader and is left out, and so is one that the API server would never take.
   *
   * @return whether it is new
   * @throws KubernetesClientException if the API server does not take it now or does not answer
   */
  public boolean write(EventRecord event) {
    try {
      client
          .v1()
          .events()
          .inNamespace(event.object().namespace())
          .resource(event.event(component, clock.instant()))
          .create();
      return true;
    } catch (KubernetesClientException e) {
      switch (e.getCode()) {
        case HttpURLConnection.HTTP_CONFLICT ->
            LOG.debug("Event {} is written already", event.name());
        case HttpURLConnection.HTTP_FORBIDDEN, HttpURLConnection.HTTP_NOT_FOUND ->
            LOG.debug("no Event {}: {}", event.name(), e.getMessage());
        case HttpURLConnection.HTTP_BAD_REQUEST,
            HttpURLConnection.HTTP_ENTITY_TOO_LARGE,
            UNPROCESSABLE ->
            LOG.warn("no Event {}: {}", event.name(), Messages.cut(e.getMessage()));
        default -> throw e;
      }
      return false;
    }
  }
}
