package io.fedbackup.gitsync.controller;

import io.fedbackup.api.v1alpha1.DriftEntry;
import io.fedbackup.api.v1alpha1.DriftEntryBuilder;
import io.fedbackup.api.v1alpha1.DriftLayer;
import io.fedbackup.api.v1alpha1.DriftType;
import io.fedbackup.gitsync.plan.Change;
import io.fedbackup.gitsync.plan.LiveObject;
import io.fedbackup.gitsync.validate.ObjectKey;
import io.fedbackup.planning.drift.DriftFields;
import io.fedbackup.planning.drift.FieldDifference;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * An object that is not as it was applied, by somebody else's doing and not by that of the commit.
 *
 * @param fields what differs, where it is Modified
 * @param version the resource version that was looked at; empty where it is gone
 */
record Deviation(ObjectKey key, DriftType type, List<FieldDifference> fields, String version) {

  static Deviation missing(ObjectKey key) {
    return new Deviation(key, DriftType.MISSING, List.of(), "");
  }

  static Deviation modified(Change change, List<FieldDifference> fields) {
    String version = change.live().map(LiveObject::resourceVersion).orElse("");
    return new Deviation(change.key(), DriftType.MODIFIED, fields, version);
  }

  static Deviation extra(LiveObject object) {
    return new Deviation(object.key(), DriftType.EXTRA, List.of(), object.resourceVersion());
  }

  /**
   * As a report has it.
   *
   * @param goneAt when a watch saw it go
   */
  DriftEntry entry(Optional<Instant> goneAt) {
    return DriftEntryBuilder.builder()
        .layer(DriftLayer.GIT)
        .kind(key.kind())
        .namespace(key.namespace())
        .name(key.name())
        .type(type)
        .fields(DriftFields.of(fields))
        .detectedAt(goneAt.map(at -> at.truncatedTo(ChronoUnit.SECONDS).toString()).orElse(null))
        .build();
  }

  /** Whether a report's entry is about this object. */
  static boolean isAbout(DriftEntry entry, ObjectKey key) {
    return key.kind().equals(entry.kind())
        && key.namespace().equals(entry.namespace() == null ? "" : entry.namespace())
        && key.name().equals(entry.name());
  }
}
