package io.fedbackup.gitsync.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.api.v1alpha1.GitSyncStatus;
import io.fedbackup.gitsync.engine.Standing;
import io.fedbackup.gitsync.source.SourceException;
import io.fedbackup.gitsync.source.SourceFiles;
import io.fedbackup.gitsync.validate.Manifest;
import io.fedbackup.gitsync.validate.ObjectKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The documents of the revision that a GitSync applied last: from memory, or, after a restart, from
 * the repository.
 *
 * @param good what is remembered of that; null where nothing is
 * @param commit of the same repository
 */
record LastApplied(GitSync sync, @Nullable Rest good, Commits.Commit commit, Standing standing) {

  /**
   * Of these documents, those that are in Git as they were applied last.
   *
   * @return empty where that cannot be told: the server has that commit no more
   * @throws SourceException where the server does not answer
   */
  Optional<Set<ObjectKey>> unchanged(Collection<Manifest> now) {
    Optional<String> revision =
        Optional.ofNullable(sync.getStatus()).map(GitSyncStatus::lastAppliedRevision);
    if (revision.isEmpty()) {
      return Optional.of(Set.of());
    }
    Set<ObjectKey> keys = now.stream().map(Manifest::key).collect(Collectors.toSet());
    return documents(revision.get(), keys)
        .map(
            then ->
                now.stream()
                    .filter(it -> isSame(it.key(), it.body(), then.get(it.key())))
                    .map(Manifest::key)
                    .collect(Collectors.toUnmodifiableSet()));
  }

  private Optional<Map<ObjectKey, JsonNode>> documents(String revision, Set<ObjectKey> keys) {
    if (good != null && good.revision().equals(revision)) {
      Map<ObjectKey, JsonNode> remembered = new HashMap<>();
      good.wanted().forEach(it -> remembered.put(it.key(), it.body()));
      return Optional.of(remembered);
    }
    String hash = revision.substring(revision.lastIndexOf(':') + 1);
    try (SourceFiles files = commit.other(hash, sync.getSpec().path())) {
      return Optional.of(standing.documents(files, SyncSteps.targetNamespace(sync), keys));
    } catch (SourceException e) {
      return switch (e.kind()) {
        case PATH_NOT_FOUND -> Optional.of(Map.of());
        case REF_NOT_FOUND, CONFIGURATION, TOO_LARGE -> Optional.empty();
        default -> throw e;
      };
    }
  }

  private static boolean isSame(ObjectKey key, ObjectNode now, @Nullable JsonNode then) {
    return then instanceof ObjectNode before && placed(key, now).equals(placed(key, before));
  }

  private static ObjectNode placed(ObjectKey key, ObjectNode document) {
    ObjectNode copy = document.deepCopy();
    copy.withObjectProperty("metadata").put("namespace", key.namespace());
    return copy;
  }
}
