package io.fedbackup.gitsync.yaml;

import io.fedbackup.gitsync.report.Rule;
import io.fedbackup.gitsync.yaml.YamlContent.Flaw;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.JsonSchema;

/**
 * Reads YAML 1.2 strictly: what two tools could read differently is refused, so that kubectl, Argo
 * CD and this program see the same objects. Refused are duplicate keys, merge keys, tags of
 * applications, keys that are not strings, plain words such as {@code yes} or {@code 010}, and what
 * exceeds the limits. Stateless and thread-safe.
 */
public final class YamlReader {
  private final YamlLimits limits;

  /** A reader within these limits. */
  public YamlReader(YamlLimits limits) {
    this.limits = limits;
  }

  /**
   * Reads all documents; never throws for what the bytes hold: a flaw says why one could not be
   * read.
   */
  public YamlContent read(byte[] bytes) {
    List<YamlDocument> documents = new ArrayList<>();
    List<Flaw> flaws = new ArrayList<>();
    try {
      if (bytes.length > limits.fileBytes()) {
        throw tooLarge(
            "the file has %,d bytes; at most %,d are read"
                .formatted(bytes.length, limits.fileBytes()));
      }
      readDocuments(Utf8.decode(bytes), documents, flaws);
    } catch (Refusal refusal) {
      flaws.add(refusal.flaw());
    } catch (MarkedYamlEngineException e) {
      flaws.add(syntax(e));
    } catch (ReaderException e) {
      flaws.add(unprintable(e));
    } catch (YamlEngineException e) {
      flaws.add(new Flaw(0, 0, Rule.INVALID_YAML, oneLine(e.getMessage()), ""));
    } catch (StackOverflowError e) {
      // the parser's recursion is not bounded by its own settings
      flaws.add(tooLarge("nested too deeply").flaw());
    }
    return new YamlContent(List.copyOf(documents), List.copyOf(flaws));
  }

  private void readDocuments(String text, List<YamlDocument> documents, List<Flaw> flaws) {
    LoadSettings settings =
        LoadSettings.builder()
            .setUseMarks(true)
            .setSchema(new JsonSchema())
            .setCodePointLimit(limits.fileBytes())
            // values are counted with aliases expanded, which bounds bombs without bounding use
            .setMaxAliasesForCollections(Integer.MAX_VALUE)
            .build();
    var composer =
        new Composer(settings, new ParserImpl(settings, new StreamReader(settings, text)));
    int count = 0;
    while (composer.hasNext()) {
      Node node = composer.next();
      if (++count > limits.documents()) {
        throw tooLarge("more than %,d documents in one file".formatted(limits.documents()));
      }
      try {
        new NodeReader(limits).read(node).ifPresent(documents::add);
      } catch (Refusal refusal) {
        flaws.add(refusal.flaw());
      }
    }
  }

  private static Refusal tooLarge(String message) {
    return Refusal.at(Optional.empty(), Rule.TOO_LARGE, message, "split it into several files");
  }

  private static Flaw syntax(MarkedYamlEngineException e) {
    String context = e.getContext() == null ? "" : oneLine(e.getContext()) + ": ";
    boolean tab = e.getProblem() != null && e.getProblem().contains("TAB");
    return Refusal.at(
            e.getProblemMark(),
            Rule.INVALID_YAML,
            context + oneLine(e.getProblem()),
            tab ? "indent with spaces; YAML allows no tabs there" : "")
        .flaw();
  }

  private static Flaw unprintable(ReaderException e) {
    return new Flaw(
        0,
        0,
        Rule.INVALID_YAML,
        "character U+%04X at offset %d is not allowed in YAML"
            .formatted(e.getCodePoint(), e.getPosition()),
        "remove it, or write it as an escape in double quotes");
  }

  private static String oneLine(@org.jspecify.annotations.Nullable String text) {
    String line = text == null ? "cannot be read" : text.strip().replaceAll("\\s+", " ");
    return line.length() > 300 ? line.substring(0, 300) + "…" : line;
  }
}
