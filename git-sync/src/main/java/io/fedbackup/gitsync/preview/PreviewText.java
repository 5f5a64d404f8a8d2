package io.fedbackup.gitsync.preview;

import io.fedbackup.planning.consequence.Consequence;
import io.fedbackup.planning.consequence.Severity;
import java.util.List;

/** A preview for a terminal: consequences first, the riskiest at the top. */
public final class PreviewText {
  private static final int SHOWN = 5;

  private final boolean colour;

  /** With or without colours. */
  public PreviewText(boolean colour) {
    this.colour = colour;
  }

  /** The whole page, ends with a line feed. */
  public String render(Preview preview) {
    var text = new StringBuilder();
    if (preview.isEmpty()) {
      text.append("No change: the backup cluster is as ").append(preview.revision()).append('\n');
      notRemoved(preview, text);
      return text.toString();
    }
    for (Consequence consequence : preview.consequences()) {
      if (consequence.severity() != Severity.ROUTINE) {
        line(consequence, text);
      }
    }
    changes(preview, text);
    routine(preview, text);
    notRemoved(preview, text);
    preview
        .confirmation()
        .ifPresent(
            held ->
                text.append(
                    "%d objects would be removed, at most %d at once: they wait for confirmation %s%n"
                        .formatted(held.removals(), held.maximum(), held.token())));
    text.append(preview.summary()).append('\n');
    return text.toString();
  }

  private void changes(Preview preview, StringBuilder text) {
    for (ObjectChange change : preview.changes()) {
      text.append(painted(style(change.action()), change.action().sign() + " " + change.key()))
          .append('\n');
      change.fields().forEach(field -> text.append("    ").append(field).append('\n'));
    }
  }

  private void routine(Preview preview, StringBuilder text) {
    preview.consequences().stream()
        .filter(it -> it.severity() == Severity.ROUTINE)
        .forEach(it -> line(it, text));
  }

  private static void notRemoved(Preview preview, StringBuilder text) {
    if (preview.notRemoved() > 0) {
      text.append(
          "%d objects are no longer in Git and stay: pruning is off%n"
              .formatted(preview.notRemoved()));
    }
  }

  private void line(Consequence consequence, StringBuilder text) {
    String mark =
        switch (consequence.severity()) {
          case DANGEROUS -> painted("1;31", "! DANGEROUS");
          case NOTABLE -> painted("33", "! notable");
          case ROUTINE -> "  on cluster";
        };
    text.append(mark)
        .append(' ')
        .append(consequence.cluster())
        .append(": ")
        .append(consequence.message())
        .append(" (")
        .append(consequence.object())
        .append(")\n");
    if (consequence.severity() == Severity.DANGEROUS) {
      items(consequence, text);
    }
  }

  private static void items(Consequence consequence, StringBuilder text) {
    List<String> shown = consequence.items().stream().limit(SHOWN).toList();
    shown.forEach(item -> text.append("    ").append(item).append('\n'));
    if (consequence.count() > shown.size()) {
      text.append("    and %d more%n".formatted(consequence.count() - shown.size()));
    }
  }

  private static String style(ObjectChange.Action action) {
    return switch (action) {
      case CREATE -> "32";
      case CHANGE -> "33";
      case REMOVE -> "31";
    };
  }

  private String painted(String style, String text) {
    return colour ? "\u001b[" + style + "m" + text + "\u001b[0m" : text;
  }
}
