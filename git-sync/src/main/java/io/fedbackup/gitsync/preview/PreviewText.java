package io.fedbackup.gitsync.preview;

import io.fedbackup.planning.consequence.Consequence;
import io.fedbackup.planning.consequence.Severity;
import java.util.List;

/** A preview for a terminal: what is refused, then consequences, the riskiest at the top. */
public final class PreviewText {
  private static final int SHOWN = 5;
  private static final String RED = "31";
  private static final String BOLD_RED = "1;31";
  private static final String YELLOW = "33";
  private static final String GREEN = "32";

  private final boolean colour;

  /** With or without colours. */
  public PreviewText(boolean colour) {
    this.colour = colour;
  }

  /** The whole page, ends with a line feed. */
  public String render(Preview preview) {
    var text = new StringBuilder();
    refusals(preview, text);
    preview
        .fleet()
        .unknown()
        .forEach(
            it -> text.append(painted(BOLD_RED, "! NOT KNOWN ")).append(plain(it)).append('\n'));
    for (Consequence consequence : preview.fleet().consequences()) {
      if (consequence.severity() != Severity.ROUTINE) {
        line(consequence, text);
      }
    }
    changes(preview, text);
    routine(preview, text);
    notes(preview, text);
    return text.append(conclusion(preview)).append('\n').toString();
  }

  private static String conclusion(Preview preview) {
    return preview.verdict() == Preview.Verdict.NO_CHANGE
        ? "No change: the backup cluster is as %s says, for %s; %d objects"
            .formatted(preview.revision(), preview.owner(), preview.objects().unchanged())
        : preview.summary() + ", as " + preview.owner();
  }

  private void refusals(Preview preview, StringBuilder text) {
    for (Preview.Refusal refusal : preview.objects().refusals()) {
      text.append(painted(BOLD_RED, "! REFUSED " + refusal.key()))
          .append(": ")
          .append(plain(refusal.reason()))
          .append('\n');
    }
  }

  private void changes(Preview preview, StringBuilder text) {
    for (ObjectChange change : preview.objects().changes()) {
      text.append(painted(style(change.action()), change.action().sign() + " " + change.key()))
          .append('\n');
      change
          .fields()
          .forEach(field -> text.append("    ").append(plain(field.toString())).append('\n'));
    }
  }

  private void routine(Preview preview, StringBuilder text) {
    preview.fleet().consequences().stream()
        .filter(it -> it.severity() == Severity.ROUTINE)
        .forEach(it -> line(it, text));
  }

  private static void notes(Preview preview, StringBuilder text) {
    int notRemoved = preview.objects().notRemoved();
    if (notRemoved > 0) {
      text.append(
          "%d objects are no longer in the directory and stay: pruning is off\n"
              .formatted(notRemoved));
    }
    preview
        .objects()
        .held()
        .ifPresent(
            held ->
                text.append(
                    "%d objects would be removed, at most %d at once: they wait for confirmation %s\n"
                        .formatted(held.removals(), held.maximum(), held.token())));
    preview.notes().forEach(note -> text.append("Note: ").append(plain(note)).append('\n'));
  }

  private void line(Consequence consequence, StringBuilder text) {
    String mark =
        switch (consequence.severity()) {
          case DANGEROUS -> painted(BOLD_RED, "! DANGEROUS");
          case NOTABLE -> painted(YELLOW, "! notable");
          case ROUTINE -> "  on cluster";
        };
    text.append(mark)
        .append(' ')
        .append(consequence.cluster())
        .append(": ")
        .append(plain(consequence.message()))
        .append(" (")
        .append(consequence.object())
        .append(")\n");
    if (consequence.severity() == Severity.DANGEROUS) {
      items(consequence, text);
    }
  }

  private static void items(Consequence consequence, StringBuilder text) {
    List<String> shown = consequence.items().stream().limit(SHOWN).toList();
    shown.forEach(item -> text.append("    ").append(plain(item)).append('\n'));
    if (consequence.count() > shown.size()) {
      text.append("    and %d more\n".formatted(consequence.count() - shown.size()));
    }
  }

  private static String style(ObjectChange.Action action) {
    return switch (action) {
      case CREATE -> GREEN;
      case CHANGE -> YELLOW;
      case REMOVE -> RED;
    };
  }

  private String painted(String style, String text) {
    return colour ? "\u001b[" + style + "m" + text + "\u001b[0m" : text;
  }

  /** What a document or a server says must not steer the terminal. */
  private static String plain(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}]", " ");
  }
}
