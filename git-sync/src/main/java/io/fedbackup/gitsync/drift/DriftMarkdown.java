package io.fedbackup.gitsync.drift;

import io.fedbackup.api.v1alpha1.DriftEntry;
import io.fedbackup.api.v1alpha1.DriftField;
import io.fedbackup.gitsync.drift.DriftView.Report;
import java.util.stream.Collectors;

/** Reports as Markdown, for an issue or a chat. */
public final class DriftMarkdown {
  private static final int FIELDS = 20;

  private DriftMarkdown() {}

  /** All of them. */
  public static String render(DriftView view) {
    var text = new StringBuilder("### Drift\n\n").append(view.summary()).append(".\n");
    for (Report report : view.reports()) {
      text.append("\n#### ").append(cell(report.title())).append("\n\n");
      text.append("| | Object | Where | What | Since | Put right |\n|---|---|---|---|---|---|\n");
      report.standing().forEach(entry -> text.append(row(entry)));
      if (report.unnamed() > 0) {
        text.append("| | and %d more that differ | | | | |\n".formatted(report.unnamed()));
      }
      report.corrected().forEach(entry -> text.append(row(entry)));
    }
    return text.toString();
  }

  private static String row(DriftEntry entry) {
    return "| %s | %s | %s | %s | %s | %s |\n"
        .formatted(
            entry.type(),
            cell(DriftView.object(entry)),
            cell(DriftView.where(entry)),
            entry.fields().stream()
                .limit(FIELDS)
                .map(DriftMarkdown::field)
                .collect(Collectors.joining("<br>")),
            cell(DriftView.text(entry.detectedAt())),
            cell(DriftView.text(entry.correctedAt())));
  }

  private static String field(DriftField field) {
    String by = field.manager() == null ? "" : " (" + field.manager() + ")";
    return cell(
        "%s: want %s, have %s%s"
            .formatted(
                field.path(), DriftView.value(field.want()), DriftView.value(field.have()), by));
  }

  /** Text that ends no cell, links nowhere and is no markup. */
  static String cell(String text) {
    String one = text.replaceAll("\\p{C}", " ");
    return one.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replaceAll("([\\\\`*_{}\\[\\]|!#~@])", "\\\\$1");
  }
}
