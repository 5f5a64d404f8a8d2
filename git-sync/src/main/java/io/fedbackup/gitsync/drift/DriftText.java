package io.fedbackup.gitsync.drift;

import io.fedbackup.api.v1alpha1.DriftEntry;
import io.fedbackup.api.v1alpha1.DriftField;
import io.fedbackup.gitsync.drift.DriftView.Report;

/** Reports for a terminal. What is not printable in them is not printed. */
public final class DriftText {
  private DriftText() {}

  /** All of them. */
  public static String render(DriftView view) {
    var text = new StringBuilder();
    for (Report report : view.reports()) {
      text.append(clean(report.title())).append('\n');
      report.standing().forEach(entry -> append(entry, text));
      if (report.unnamed() > 0) {
        text.append("  and %d more that differ%n".formatted(report.unnamed()));
      }
      report.corrected().forEach(entry -> append(entry, text));
      text.append('\n');
    }
    return text.append(view.summary()).append('\n').toString();
  }

  private static void append(DriftEntry entry, StringBuilder text) {
    String until = entry.correctedAt() == null ? "" : ", put right " + entry.correctedAt();
    text.append(
        "  %-8s  %s on %s, since %s%s%n"
            .formatted(
                entry.type(),
                clean(DriftView.object(entry)),
                clean(DriftView.where(entry)),
                clean(DriftView.text(entry.detectedAt())),
                clean(until)));
    entry.fields().forEach(field -> text.append("            ").append(line(field)).append('\n'));
  }

  private static String line(DriftField field) {
    String by = field.manager() == null ? "" : " by " + field.manager();
    String at = field.changedAt() == null ? "" : " at " + field.changedAt();
    return clean(
        "%s: want %s, have %s%s%s"
            .formatted(
                field.path(),
                DriftView.value(field.want()),
                DriftView.value(field.have()),
                by,
                at));
  }

  private static String clean(String text) {
    return text.replaceAll("\\p{C}", "?");
  }
}
