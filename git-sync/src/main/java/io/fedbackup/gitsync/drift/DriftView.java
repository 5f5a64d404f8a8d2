package io.fedbackup.gitsync.drift;

import io.fedbackup.api.v1alpha1.DriftEntry;
import io.fedbackup.api.v1alpha1.DriftReportStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * Several reports, in the order of their names.
 *
 * @param at when they were read
 */
public record DriftView(List<Report> reports, Instant at) {

  /**
   * One report.
   *
   * @param of whose it is, such as {@code GitSync fleet}
   */
  public record Report(String namespace, String of, DriftReportStatus status) {

    /** What differs now, oldest first. */
    public List<DriftEntry> standing() {
      return status.entries().stream().filter(entry -> entry.correctedAt() == null).toList();
    }

    /** What was put right, newest first. */
    public List<DriftEntry> corrected() {
      return status.entries().stream().filter(entry -> entry.correctedAt() != null).toList();
    }

    /** How much differs that is not named. */
    public int unnamed() {
      return status.truncated() == null ? 0 : status.truncated();
    }

    /** As headings have it. */
    public String title() {
      return "%s in namespace %s".formatted(of, namespace);
    }
  }

  /** Sorts them. */
  public DriftView {
    reports =
        reports.stream()
            .sorted(Comparator.comparing(Report::namespace).thenComparing(Report::of))
            .toList();
  }

  /** How many objects differ now. */
  public int differing() {
    return reports.stream().mapToInt(it -> it.standing().size() + it.unnamed()).sum();
  }

  /** How many were put right. */
  public int corrected() {
    return reports.stream().mapToInt(it -> it.corrected().size()).sum();
  }

  /** One sentence. */
  public String summary() {
    return "%s; %d put right"
        .formatted(differing() == 0 ? "nothing differs" : differing() + " differ", corrected());
  }

  static String object(DriftEntry entry) {
    String namespace = entry.namespace();
    return entry.kind()
        + " "
        + (namespace == null || namespace.isEmpty() ? "" : namespace + "/")
        + entry.name();
  }

  static String where(DriftEntry entry) {
    return entry.cluster() == null ? "backup cluster" : "cluster " + entry.cluster();
  }

  static String value(@org.jspecify.annotations.Nullable String value) {
    return value == null ? "(absent)" : value;
  }

  static String text(@org.jspecify.annotations.Nullable String value) {
    return value == null ? "" : value;
  }
}
