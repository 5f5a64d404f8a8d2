package io.fedbackup.gitsync.preview;

import io.fedbackup.planning.consequence.Consequence;
import io.fedbackup.planning.consequence.Severity;
import java.util.List;

/**
 * A preview as the comment of a pull request. Bounded: services refuse comments over some 65,000
 * characters.
 */
public final class PreviewMarkdown {
  private static final int OBJECTS = 100;
  private static final int FIELDS = 20;
  private static final int CONSEQUENCES = 50;
  private static final int ITEMS = 10;

  private PreviewMarkdown() {}

  /** The whole comment. */
  public static String render(Preview preview) {
    var text = new StringBuilder("### fedbackup plan\n\n");
    if (preview.isEmpty()) {
      return text.append("No change.\n").toString();
    }
    text.append(preview.summary()).append(".\n\n");
    if (preview.isDangerous()) {
      text.append(
          "> [!CAUTION]\n> This change erases backups, or ends the protection of something.\n\n");
    }
    preview
        .confirmation()
        .ifPresent(
            held ->
                text.append(
                    "> [!WARNING]\n> %d objects would be removed, at most %d at once: they wait for `%s`.\n\n"
                        .formatted(held.removals(), held.maximum(), trailer(held))));
    consequences(preview, text);
    changes(preview, text);
    return text.toString();
  }

  private static String trailer(Preview.Held held) {
    return "Fedbackup-Confirm: " + held.token();
  }

  private static void consequences(Preview preview, StringBuilder text) {
    if (preview.consequences().isEmpty()) {
      return;
    }
    text.append("| | Cluster | What happens | Because of |\n|---|---|---|---|\n");
    preview.consequences().stream().limit(CONSEQUENCES).forEach(it -> text.append(row(it)));
    more(preview.consequences().size() - CONSEQUENCES, "consequences", text);
    text.append('\n');
  }

  private static String row(Consequence consequence) {
    return "| %s | %s | %s%s | %s |\n"
        .formatted(
            mark(consequence.severity()),
            cell(consequence.cluster().toString()),
            cell(consequence.message()),
            items(consequence),
            cell(consequence.object()));
  }

  private static String mark(Severity severity) {
    return switch (severity) {
      case DANGEROUS -> "**dangerous**";
      case NOTABLE -> "notable";
      case ROUTINE -> "";
    };
  }

  private static String items(Consequence consequence) {
    if (consequence.severity() != Severity.DANGEROUS || consequence.items().isEmpty()) {
      return "";
    }
    List<String> shown = consequence.items().stream().limit(ITEMS).toList();
    int left = consequence.count() - shown.size();
    return "<br>" + cell(String.join(", ", shown)) + (left > 0 ? " and " + left + " more" : "");
  }

  private static void changes(Preview preview, StringBuilder text) {
    text.append("<details><summary>Objects</summary>\n\n```diff\n");
    preview.changes().stream().limit(OBJECTS).forEach(it -> object(it, text));
    text.append("```\n");
    more(preview.changes().size() - OBJECTS, "objects", text);
    text.append("\n</details>\n");
  }

  private static void object(ObjectChange change, StringBuilder text) {
    String sign = change.action() == ObjectChange.Action.CHANGE ? "!" : change.action().sign();
    text.append(sign).append(' ').append(code(change.key().toString())).append('\n');
    change.fields().stream()
        .limit(FIELDS)
        .forEach(field -> text.append("    ").append(code(field.toString())).append('\n'));
    int left = change.fields().size() - FIELDS;
    if (left > 0) {
      text.append("    and ").append(left).append(" more fields\n");
    }
  }

  private static void more(int left, String what, StringBuilder text) {
    if (left > 0) {
      text.append("\nand ").append(left).append(" more ").append(what).append(".\n");
    }
  }

  /** What a document says must not become markup, or end a cell. */
  private static String cell(String text) {
    return text.replaceAll("\\p{Cntrl}", " ")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace("|", "\\|")
        .replace("`", "'")
        .replace("@", "@\u200b");
  }

  private static String code(String text) {
    return text.replaceAll("\\p{Cntrl}", " ").replace("```", "'''");
  }
}
