package io.fedbackup.gitsync.yaml;

import io.fedbackup.gitsync.report.Rule;
import io.fedbackup.gitsync.yaml.YamlContent.Flaw;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * What the parser says about a text, in words that hold nothing of the text: it may be a Secret
 * that is broken, and messages end in statuses and logs.
 */
final class SyntaxFlaws {
  private static final String UNKNOWN = "this is not YAML";

  /** Beginnings of the parser's messages, and what is said in place of what follows. */
  private static final List<String> SAFE =
      List.of(
          "could not find expected ':'",
          "mapping keys are not allowed here",
          "mapping values are not allowed here",
          "found duplicate YAML directive",
          "found unexpected document separator",
          "found unexpected end of stream",
          "found unknown escape character",
          "found undefined alias",
          "found undefined tag handle",
          "expected the node content",
          "expected ',' or ']'",
          "expected ',' or '}'",
          "expected <block end>",
          "expected '<document start>'",
          "expected a comment or a line break",
          "expected chomping or indentation indicators",
          "expected alphabetic or numeric character",
          "while scanning a simple key",
          "while scanning a block scalar",
          "while scanning a quoted scalar",
          "while scanning a double-quoted scalar",
          "while scanning a directive",
          "while scanning a tag",
          "while scanning an alias",
          "while scanning an anchor",
          "while scanning for the next token",
          "while parsing a block mapping",
          "while parsing a block collection",
          "while parsing a flow mapping",
          "while parsing a flow sequence",
          "while parsing a node");

  private SyntaxFlaws() {}

  static Flaw of(MarkedYamlEngineException e) {
    Optional<Mark> mark = e.getProblemMark().isPresent() ? e.getProblemMark() : e.getContextMark();
    String problem = Objects.requireNonNullElse(e.getProblem(), "");
    boolean tab = problem.contains("TAB");
    String context = safe(e.getContext()).map(text -> text + ": ").orElse("");
    String message = tab ? "a tab cannot begin anything here" : safe(problem).orElse(UNKNOWN);
    return Refusal.flaw(
        mark,
        Rule.INVALID_YAML,
        context + message,
        tab ? "indent with spaces; YAML allows no tabs there" : "");
  }

  /** The first character that YAML does not allow. */
  static Flaw unprintable(String text, int codePoint) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int at = text.codePointAt(i);
      if (!StreamReader.isPrintable(at)) {
        break;
      }
      line += at == '\n' ? 1 : 0;
      column = at == '\n' ? 1 : column + 1;
    }
    return new Flaw(
        line,
        column,
        Rule.INVALID_YAML,
        "character U+%04X is not allowed in YAML".formatted(codePoint),
        "remove it, or write it as an escape in double quotes");
  }

  private static Optional<String> safe(@Nullable String message) {
    return message == null
        ? Optional.empty()
        : SAFE.stream().filter(message.strip()::startsWith).findFirst();
  }
}
