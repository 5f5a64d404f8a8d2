package io.fedbackup.reconciler.drift;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fedbackup.api.v1alpha1.DriftEntry;
import io.fedbackup.api.v1alpha1.DriftEntryBuilder;
import io.fedbackup.api.v1alpha1.DriftLayer;
import io.fedbackup.api.v1alpha1.DriftType;
import io.fedbackup.planning.drift.DriftFields;
import io.fedbackup.planning.drift.FieldDifference;
import io.fedbackup.planning.event.EventRecord;
import io.fedbackup.planning.event.EventRecord.Regarding;
import io.fedbackup.planning.outcome.Messages;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.reconciler.event.EventWriter;
import io.fedbackup.reconciler.remote.ClusterName;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports drift once: as Event {@code DriftCorrected} on our object, in {@code
 * fedbackup_drift_total} and in the DriftReport of the cluster. Call it before the correction is
 * written, so that a crash between the two loses no report; the Event's name keeps a second report
 * from counting. An API server that takes no Event keeps nothing from being corrected: the Event is
 * written later. Safe for use by many threads.
 */
public final class DriftReporter implements DriftSink {
  private static final Logger LOG = LoggerFactory.getLogger(DriftReporter.class);
  private static final int FIELDS_SHOWN = 5;

  private final EventWriter events;
  private final MeterRegistry meters;
  private final DriftBook book;

  /** Events that wait until the API server takes them. */
  private final AtomicInteger untold = new AtomicInteger();

  /** Reports to these. */
  public DriftReporter(EventWriter events, MeterRegistry meters, DriftBook book) {
    this.events = events;
    this.meters = meters;
    this.book = book;
  }

  @Override
  public void asIntended(ClusterName cluster, String kind, String name) {
    book.asIntended(cluster, kind, name);
  }

  @Override
  public void report(Regarding owner, Drift drift) {
    String happening =
        String.join(
            "/",
            drift.cluster(),
            drift.kind(),
            drift.name(),
            drift.type().wireName(),
            drift.incarnation());
    book.found(new ClusterName(owner.namespace(), drift.cluster()), entry(drift));
    tell(EventRecord.warning(owner, Reason.DRIFT_CORRECTED, happening, message(drift)), drift);
  }

  /**
   * The correction does not wait for an API server that takes no Event: it is written when that
   * does, and as long as one waits no other is tried first.
   */
  private void tell(EventRecord event, Drift drift) {
    if (untold.get() > 0) {
      tellLater(event, drift);
      return;
    }
    try {
      write(event, drift);
    } catch (KubernetesClientException e) {
      LOG.warn(
          "Event {} is written later, the backup cluster's API server did not take it: {}",
          event.name(),
          Messages.cut(e.getMessage()));
      tellLater(event, drift);
      if (Thread.currentThread().isInterrupted()) {
        throw e; // given up: nothing is corrected any more by this work
      }
    }
  }

  private void tellLater(EventRecord event, Drift drift) {
    untold.incrementAndGet();
    boolean kept =
        book.later(
            () -> {
              write(event, drift);
              untold.decrementAndGet();
            });
    if (!kept) {
      untold.decrementAndGet();
      LOG.warn("no Event {}, too many wait: {}", event.name(), event.message());
    }
  }

  private void write(EventRecord event, Drift drift) {
    if (events.write(event)) {
      Regarding owner = event.object();
      LOG.info("{} {}/{}: {}", owner.kind(), owner.namespace(), owner.name(), event.message());
      meters
          .counter(
              "fedbackup.drift",
              "kind",
              drift.kind(),
              "type",
              drift.type().wireName(),
              "cluster",
              drift.cluster())
          .increment();
    }
  }

  private static DriftEntry entry(Drift drift) {
    return DriftEntryBuilder.builder()
        .layer(DriftLayer.CLUSTER)
        .kind(drift.kind())
        .namespace(drift.namespace())
        .name(drift.name())
        .cluster(drift.cluster())
        .type(
            switch (drift.type()) {
              case MISSING -> DriftType.MISSING;
              case MODIFIED -> DriftType.MODIFIED;
            })
        .fields(DriftFields.of(drift.fields()))
        .build();
  }

  private static String message(Drift drift) {
    String what = "cluster " + drift.cluster() + ": " + drift.kind() + " " + drift.name();
    return switch (drift.type()) {
      case MISSING -> what + " was deleted by somebody else and is put back";
      case MODIFIED ->
          what + " was changed by somebody else and is put right: " + fields(drift.fields());
    };
  }

  private static String fields(List<FieldDifference> fields) {
    List<String> shown =
        fields.stream().map(DriftReporter::field).collect(Collectors.toUnmodifiableList());
    return Messages.list(shown, FIELDS_SHOWN);
  }

  private static String field(FieldDifference field) {
    String change = field.path() + " is " + value(field.have()) + ", wanted " + value(field.want());
    return field.manager() == null ? change : change + " (" + field.manager() + ")";
  }

  private static String value(@Nullable String json) {
    return json == null ? "absent" : json;
  }
}
