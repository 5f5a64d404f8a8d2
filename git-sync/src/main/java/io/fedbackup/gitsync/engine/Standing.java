package io.fedbackup.gitsync.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.fedbackup.gitsync.source.SourceFile;
import io.fedbackup.gitsync.source.SourceFiles;
import io.fedbackup.gitsync.validate.ObjectKey;
import io.fedbackup.gitsync.yaml.YamlContent;
import io.fedbackup.gitsync.yaml.YamlDocument;
import io.fedbackup.gitsync.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Says which objects stand in files that are not validated: those at another GitSync's path, or in
 * an earlier commit. Only files that mention one of the names are parsed. Thread-safe.
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
      Set<ObjectKey> mentioned = mentioned(bytes, candidates);
      if (!mentioned.isEmpty()) {
        found.addAll(described(reader.read(bytes), defaultNamespace, mentioned));
      }
    }
    return found;
  }

  /**
   * What the files say of these objects; files that cannot be parsed say nothing.
   *
   * @param defaultNamespace of documents that name none
   */
  public Map<ObjectKey, JsonNode> documents(
      SourceFiles files, String defaultNamespace, Collection<ObjectKey> candidates) {
    Map<ObjectKey, JsonNode> found = new HashMap<>();
    for (SourceFile file : files.files()) {
      byte[] bytes = files.read(file);
      if (!mentioned(bytes, candidates).isEmpty()) {
        reader.read(bytes).documents().stream()
            .map(YamlDocument::root)
            .filter(root -> candidates.contains(key(root, defaultNamespace)))
            .forEach(root -> found.put(key(root, defaultNamespace), root));
      }
    }
    return found;
  }

  private static Set<ObjectKey> mentioned(byte[] bytes, Collection<ObjectKey> candidates) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return candidates.stream()
        .filter(key -> text.contains(key.name()))
        .collect(Collectors.toCollection(HashSet::new));
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
