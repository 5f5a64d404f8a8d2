package io.fedbackup.gitsync.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.fedbackup.gitsync.source.SourceFile;
import io.fedbackup.gitsync.source.SourceFiles;
import io.fedbackup.gitsync.validate.ObjectKey;
import io.fedbackup.gitsync.yaml.YamlContent;
import io.fedbackup.gitsync.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Says which objects stand in files that are not validated: those at another GitSync's path. Only
 * files that mention one of the names are parsed. Thread-safe.
 */
public final class Standing {
  private final YamlReader reader;

  /** Reads with these limits. */
  public Standing(YamlReader reader) {
    this.reader = reader;
  }

  /**
   * Of these objects, the ones that the files describe. A file that cannot be parsed counts as
   * describing whatever it mentions: what may be there is not to be removed.
   *
   * @param defaultNamespace of documents that name none
   */
  public Set<ObjectKey> among(
      SourceFiles files, String defaultNamespace, Collection<ObjectKey> candidates) {
    Set<ObjectKey> found = new HashSet<>();
    for (SourceFile file : files.files()) {
      byte[] bytes = files.read(file);
      String text = new String(bytes, StandardCharsets.UTF_8);
      Set<ObjectKey> mentioned =
          candidates.stream()
              .filter(key -> text.contains(key.name()))
              .collect(Collectors.toCollection(HashSet::new));
      if (!mentioned.isEmpty()) {
        found.addAll(described(reader.read(bytes), defaultNamespace, mentioned));
      }
    }
    return found;
  }

  private static Set<ObjectKey> described(
      YamlContent content, String defaultNamespace, Set<ObjectKey> mentioned) {
    if (content.flaws().isEmpty()) {
      mentioned.retainAll(
          content.documents().stream()
              .map(document -> key(document.root(), defaultNamespace))
              .collect(Collectors.toUnmodifiableSet()));
    }
    return mentioned;
  }

  private static ObjectKey key(JsonNode root, String defaultNamespace) {
    JsonNode metadata = root.path("metadata");
    return new ObjectKey(
        root.path("kind").asText(""),
        metadata.path("namespace").asText(defaultNamespace),
        metadata.path("name").asText(""));
  }
}
