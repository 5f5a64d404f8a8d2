package io.fedbackup.planning.event;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fedbackup.planning.outcome.Messages;
import io.fedbackup.planning.reason.Reason;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One Event to be written.
 *
 * @param object what it is about
 * @param happening what happened, told apart from other happenings of the same reason on the same
 *     object: names, UIDs, resource versions; the same happening gives the same Event name, also
 *     after a restart
 * @param message for people, cut to 512 characters; object, cluster and remedy are in it
 */
public record EventRecord(
    Regarding object, Severity severity, Reason reason, String happening, String message) {

  /** How Kubernetes classifies Events. */
  public enum Severity {
    NORMAL("Normal"),
    WARNING("Warning");

    private final String wireName;

    Severity(String wireName) {
      this.wireName = wireName;
    }

    /** As the Kubernetes API spells it. */
    public String wireName() {
      return wireName;
    }
  }

  /** The object that an Event is about. */
  public record Regarding(
      String apiVersion, String kind, String namespace, String name, String uid) {

    /** An object as it was read: it has a UID. */
    public static Regarding of(HasMetadata object) {
      var meta = object.getMetadata();
      return new Regarding(
          object.getApiVersion(),
          object.getKind(),
          meta.getNamespace(),
          meta.getName(),
          meta.getUid());
    }
  }

  /** Cuts the message. */
  public EventRecord {
    message = Messages.cut(message);
  }

  /** Something that is as it should be. */
  public static EventRecord normal(
      Regarding object, Reason reason, String happening, String message) {
    return new EventRecord(object, Severity.NORMAL, reason, happening, message);
  }

  /** Something that somebody should look at. */
  public static EventRecord warning(
      Regarding object, Reason reason, String happening, String message) {
    return new EventRecord(object, Severity.WARNING, reason, happening, message);
  }

  /** {@code <object>.<16 hex digits>}; the same for the same UID, reason and happening. */
  public String name() {
    return EventName.of(object.name(), object.uid(), reason, happening);
  }

  /**
   * As Kubernetes wants it.
   *
   * @param component who reports, for example {@code fedbackup-reconciler}
   */
  public Event event(String component, Instant at) {
    String now = at.truncatedTo(ChronoUnit.SECONDS).toString();
    return new EventBuilder()
        .withNewMetadata()
        .withName(name())
        .withNamespace(object.namespace())
        .endMetadata()
        .withNewInvolvedObject()
        .withApiVersion(object.apiVersion())
        .withKind(object.kind())
        .withNamespace(object.namespace())
        .withName(object.name())
        .withUid(object.uid())
        .endInvolvedObject()
        .withType(severity.wireName())
        .withReason(reason.wireName())
        .withMessage(message)
        .withCount(1)
        .withFirstTimestamp(now)
        .withLastTimestamp(now)
        .withReportingComponent(component)
        .withReportingInstance(component)
        .withNewSource()
        .withComponent(component)
        .endSource()
        .build();
  }
}
