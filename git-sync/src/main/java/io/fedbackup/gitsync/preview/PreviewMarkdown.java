package io.fedbackup.gitsync.preview;

import io.fedbackup.planning.consequence.Consequence;
import io.fedbackup.planning.consequence.Effect;
import io.fedbackup.planning.consequence.Severity;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A preview as the comment of a pull request: what matters is seen, details are folded. Bounded:
 * services refuse comments over some 65,000 characters.
 */
public final class PreviewMarkdown {
  /** The first line, by which a workflow finds the comment that it wrote before. */
  public static final String MARKER = "<!-- fedbackup-plan -->";

  private static final int OBJECTS = 100;
  private static final int FIELDS = 20;
  private static final int CONSEQUENCES = 50;
  private static final int SENTENCES = 20;
  private static final int ITEMS = 10;
  private static final int LONGEST = 400;

  /** Characters at which each part ends, counted from the beginning. */
  private static final int END_OF_REFUSALS = 10_000;

  private static final int END_OF_TABLE = 30_000;
  private static final int END_OF_INSTRUCTIONS = 40_000;
  private static final int END_OF_OBJECTS = 58_000;

  private PreviewMarkdown() {}

  /** The whole comment. */
  public static String render(Preview preview) {
    var text = new StringBuilder(MARKER).append("\n### fedbackup plan: ");
    text.append(headline(preview)).append("\n\n");
    text.append(preview.summary()).append(", as ").append(cell(preview.owner())).append(".\n\n");
    refusals(preview, text);
    warnings(preview, text);
    table(preview, text);
    folded(preview, text);
    notes(preview, text);
    return text.toString();
  }

  /**
   * The comment for what documents say without a cluster.
   *
   * @param problems errors and warnings, as text
   * @param total how many errors there are
   */
  public static String validation(String problems, int total) {
    String shown =
        problems.length() > END_OF_TABLE ? problems.substring(0, END_OF_TABLE) + "…\n" : problems;
    String headline =
        total == 0
            ? "valid"
            : "refused\n\n%d problems: nothing of it can be applied.".formatted(total);
    String details = shown.isBlank() ? "" : "\n```text\n" + fenced(shown) + "```\n";
    return "%s\n### fedbackup: %s\n%s".formatted(MARKER, headline, details);
  }

  private static String fenced(String text) {
    return text.lines().map(line -> code(line) + "\n").collect(Collectors.joining());
  }

  private static String headline(Preview preview) {
    return switch (preview.verdict()) {
      case NO_CHANGE -> "no change";
      case CHANGES -> "changes";
      case DANGEROUS -> "dangerous changes";
      case REFUSED -> "refused";
    };
  }

  private static void refusals(Preview preview, StringBuilder text) {
    List<Preview.Refusal> refusals = preview.objects().refusals();
    if (refusals.isEmpty()) {
      return;
    }
    text.append("The API server refuses:\n\n");
    List<String> lines =
        refusals.stream()
            .map(it -> "* **%s**: %s\n".formatted(cell(it.key().toString()), cell(it.reason())))
            .toList();
    more(append(lines, SENTENCES, END_OF_REFUSALS, text), "objects", text);
    text.append('\n');
  }

  private static void warnings(Preview preview, StringBuilder text) {
    if (preview.count(Severity.DANGEROUS) > 0) {
      text.append(
          "> [!CAUTION]\n> This change erases backups, or ends the protection of something.\n\n");
    }
    List<String> unknown = preview.fleet().unknown();
    if (!unknown.isEmpty()) {
      text.append("> [!CAUTION]\n");
      unknown.stream()
          .limit(SENTENCES)
          .forEach(it -> text.append("> * Not known: ").append(cell(it)).append('\n'));
      text.append('\n');
    }
    preview
        .objects()
        .held()
        .ifPresent(
            held ->
                text.append(
                    "> [!WARNING]\n> %d objects would be removed, at most %d at once: they wait for `%s`.\n\n"
                        .formatted(held.removals(), held.maximum(), trailer(held))));
  }

  private static String trailer(Preview.Held held) {
    return "Fedbackup-Confirm: " + held.token();
  }

  /** What a reviewer has to see: all but what only tells how it is carried out. */
  private static boolean isSeen(Consequence consequence) {
    return consequence.severity() != Severity.ROUTINE
        || consequence.effect() == Effect.STARTS_PROTECTION;
  }

  private static void table(Preview preview, StringBuilder text) {
    List<String> rows = rows(preview, PreviewMarkdown::isSeen);
    if (rows.isEmpty()) {
      return;
    }
    text.append("| | Cluster | What happens | Because of |\n|---|---|---|---|\n");
    more(append(rows, CONSEQUENCES, END_OF_TABLE, text), "consequences", text);
    text.append('\n');
  }

  private static void folded(Preview preview, StringBuilder text) {
    List<String> rows = rows(preview, it -> !isSeen(it));
    if (!rows.isEmpty()) {
      text.append(
          "<details><summary>Stork resources on clusters (%d)</summary>\n\n"
              .formatted(rows.size()));
      text.append("| | Cluster | What happens | Because of |\n|---|---|---|---|\n");
      more(append(rows, CONSEQUENCES, END_OF_INSTRUCTIONS, text), "Stork resources", text);
      text.append("\n</details>\n\n");
    }
    List<String> objects =
        preview.objects().changes().stream().map(PreviewMarkdown::object).toList();
    if (!objects.isEmpty()) {
      text.append(
          "<details><summary>Objects, field by field (%d)</summary>\n\n```diff\n"
              .formatted(objects.size()));
      int left = append(objects, OBJECTS, END_OF_OBJECTS, text);
      text.append("```\n");
      more(left, "objects", text);
      text.append("\n</details>\n");
    }
  }

  private static List<String> rows(Preview preview, Predicate<Consequence> which) {
    return preview.fleet().consequences().stream().filter(which).map(PreviewMarkdown::row).toList();
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
    if (consequence.effect() != Effect.DESTROYS_BACKUPS || consequence.items().isEmpty()) {
      return "";
    }
    List<String> shown = consequence.items().stream().limit(ITEMS).toList();
    int left = consequence.count() - shown.size();
    return "<br>" + cell(String.join(", ", shown)) + (left > 0 ? " and " + left + " more" : "");
  }

  private static String object(ObjectChange change) {
    var text = new StringBuilder();
    String sign = change.action() == ObjectChange.Action.CHANGE ? "!" : change.action().sign();
    text.append(sign).append(' ').append(code(change.key().toString())).append('\n');
    change.fields().stream()
        .limit(FIELDS)
        .forEach(field -> text.append("    ").append(code(field.toString())).append('\n'));
    int left = change.fields().size() - FIELDS;
    if (left > 0) {
      text.append("    and ").append(left).append(" more fields\n");
    }
    return text.toString();
  }

  private static void notes(Preview preview, StringBuilder text) {
    if (preview.objects().notRemoved() > 0) {
      text.append(
          "\n%d objects are no longer in the directory and stay: pruning is off.\n"
              .formatted(preview.objects().notRemoved()));
    }
    preview.notes().stream()
        .limit(SENTENCES)
        .forEach(note -> text.append("\nNote: ").append(cell(note)).append(".\n"));
  }

  /** Appends as many as fit, and says how many are left. */
  private static int append(List<String> pieces, int most, int end, StringBuilder text) {
    int done = 0;
    while (done < Math.min(most, pieces.size())
        && text.length() + pieces.get(done).length() <= end) {
      text.append(pieces.get(done++));
    }
    return pieces.size() - done;
  }

  private static void more(int left, String what, StringBuilder text) {
    if (left > 0) {
      text.append("\nand ").append(left).append(" more ").append(what).append(".\n");
    }
  }

  /** What a document says must not become markup, or end a cell. */
  private static String cell(String text) {
    String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    return shown
        .replaceAll("[\\p{Cc}\\p{Cf}]", " ")
        .replaceAll("[\\\\*_\\[\\]~|#]", "\\\\$0")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace("`", "'")
        .replace("@", "@\u200b")
        .replace("://", ":\u200b//");
  }

  private static String code(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}]", " ").replace("```", "'''");
  }
}
