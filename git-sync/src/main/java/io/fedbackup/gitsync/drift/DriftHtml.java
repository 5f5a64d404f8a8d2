package io.fedbackup.gitsync.drift;

import io.fedbackup.api.v1alpha1.DriftEntry;
import io.fedbackup.api.v1alpha1.DriftField;
import io.fedbackup.gitsync.drift.DriftView.Report;
import java.util.stream.Collectors;

/**
 * Reports as one HTML page that stands alone: it loads nothing, runs nothing and can be mailed.
 * Light or dark as the reader's system is.
 */
public final class DriftHtml {
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      """;
  private static final String STYLE =
      """
      <style>
      :root { color-scheme: light dark; --line: #d0d7de; --soft: #57606a; --bad: #b35900; --good: #1a7f37; }
      @media (prefers-color-scheme: dark) { :root { --line: #3d444d; --soft: #9198a1; --bad: #f0a14a; --good: #56d364; } }
      body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; }
      h1 { font-size: 1.5rem; margin-bottom: 0; }
      h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
      p { color: var(--soft); margin-top: .25rem; }
      table { border-collapse: collapse; width: 100%; }
      th, td { border-bottom: 1px solid var(--line); padding: .4rem .6rem; text-align: left; vertical-align: top; }
      th { color: var(--soft); font-weight: 600; }
      code { font: 13px/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
      .standing td:first-child { color: var(--bad); font-weight: 600; }
      .corrected td:first-child { color: var(--good); }
      </style>
      </head>
      <body>
      """;

  private DriftHtml() {}

  /** The page. */
  public static String render(DriftView view) {
    String summary = escaped(view.summary());
    var text = new StringBuilder(HEAD);
    text.append("<title>Drift: %s</title>\n".formatted(summary)).append(STYLE);
    text.append("<h1>Drift</h1>\n<p>%s; read at %s</p>\n".formatted(summary, view.at()));
    view.reports().forEach(report -> append(report, text));
    return text.append("</body>\n</html>\n").toString();
  }

  private static void append(Report report, StringBuilder text) {
    text.append("<h2>%s</h2>\n<table>\n".formatted(escaped(report.title())));
    text.append(
        "<thead><tr><th>Type</th><th>Object</th><th>Where</th><th>What differs</th><th>Since</th>"
            + "<th>Put right</th></tr></thead>\n<tbody>\n");
    report.standing().forEach(entry -> text.append(row(entry, "standing")));
    if (report.unnamed() > 0) {
      text.append(
          "<tr><td></td><td colspan=\"5\">and %d more that differ</td></tr>\n"
              .formatted(report.unnamed()));
    }
    report.corrected().forEach(entry -> text.append(row(entry, "corrected")));
    text.append("</tbody>\n</table>\n");
  }

  private static String row(DriftEntry entry, String style) {
    return "<tr class=\"%s\"><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>\n"
        .formatted(
            style,
            entry.type(),
            escaped(DriftView.object(entry)),
            escaped(DriftView.where(entry)),
            entry.fields().stream().map(DriftHtml::field).collect(Collectors.joining("<br>")),
            escaped(DriftView.text(entry.detectedAt())),
            escaped(DriftView.text(entry.correctedAt())));
  }

  private static String field(DriftField field) {
    String by = field.manager() == null ? "" : " by " + escaped(field.manager());
    String at = field.changedAt() == null ? "" : " at " + escaped(field.changedAt());
    return "<code>%s</code>: want <code>%s</code>, have <code>%s</code>%s%s"
        .formatted(
            escaped(field.path()),
            escaped(DriftView.value(field.want())),
            escaped(DriftView.value(field.have())),
            by,
            at);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;")
        .replaceAll("\\p{C}", " ");
  }
}
