package io.fedbackup.gitsync.yaml;

import io.fedbackup.gitsync.report.Rule;
import io.fedbackup.gitsync.yaml.YamlContent.Flaw;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
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
   * read. Flaws hold nothing of the text but keys.
   */
  public YamlContent read(byte[] bytes) {
    List<YamlDocument> documents = new ArrayList<>();
    List<Flaw> flaws = new ArrayList<>();
    try {
      if (bytes.length > limits.fileBytes()) {
        throw tooLarge(
            Optional.empty(),
            "the file has %,d bytes; at most %,d are read"
                .formatted(bytes.length, limits.fileBytes()));
      }
      readText(Utf8.decode(bytes), documents, flaws);
    } catch (Refusal refusal) {
      flaws.add(refusal.flaw());
    }
    return new YamlContent(List.copyOf(documents), List.copyOf(flaws));
  }

  private void readText(String text, List<YamlDocument> documents, List<Flaw> flaws) {
    try {
      readDocuments(text, documents, flaws);
    } catch (MarkedYamlEngineException e) {
      flaws.add(SyntaxFlaws.of(e));
    } catch (ReaderException e) {
      flaws.add(SyntaxFlaws.unprintable(text, e.getCodePoint()));
    } catch (YamlEngineException e) {
      flaws.add(new Flaw(1, 1, Rule.INVALID_YAML, "this is not YAML", ""));
    }
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
    var parser =
        new BoundedParser(new ParserImpl(settings, new StreamReader(settings, text)), limits);
    var composer = new Composer(settings, parser);
    var budget = new Budget(limits);
    int count = 0;
    while (composer.hasNext()) {
      Node node = composer.next();
      if (++count > limits.documents()) {
        throw tooLarge(
            node.getStartMark(),
            "more than %,d documents in one file".formatted(limits.documents()));
      }
      try {
        new NodeReader(limits, budget).read(node).ifPresent(documents::add);
      } catch (Refusal refusal) {
        if (refusal.endsFile()) {
          throw refusal;
        }
        flaws.add(refusal.flaw());
      }
    }
  }

  private static Refusal tooLarge(Optional<Mark> place, String message) {
    return Refusal.ofFile(place, Rule.TOO_LARGE, message, "split it into several files");
  }
}
