package io.fedbackup.gitsync.controller;

import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.api.v1alpha1.GitSyncSpec;
import io.fedbackup.api.v1alpha1.GitSyncStatus;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Names what is applied: the revision and all settings that decide which objects it gives. As long
 * as the status has it, whatever differs was changed by somebody else. The revision alone would not
 * do: another path of the same commit gives other objects.
 *
 * @param documents all documents are applied; what left Git is still there
 * @param everything that is removed, too
 */
record AppliedDigest(String documents, String everything) {
  private static final int BYTES = 16;

  /** How far a revision with these settings has come. */
  enum Stage {
    NOTHING,
    DOCUMENTS,
    EVERYTHING
  }

  /**
   * What a status is to say.
   *
   * @param value null: nothing is applied in full
   */
  record Mark(@Nullable String value) {}

  /** For this revision with the settings that the GitSync has now. */
  static AppliedDigest of(GitSync sync, String revision) {
    GitSyncSpec spec = sync.getSpec();
    List<String> settings =
        List.of(
            revision,
            spec.url(),
            spec.path(),
            SyncSteps.targetNamespace(sync),
            spec.prune().enabled().toString());
    String base = String.join("\0", settings);
    return new AppliedDigest(hash(base + "\0documents"), hash(base + "\0everything"));
  }

  /** How far this has come, as the status says. */
  Stage stage(@Nullable GitSyncStatus status) {
    return Optional.ofNullable(status)
        .map(GitSyncStatus::appliedDigest)
        .map(this::stage)
        .orElse(Stage.NOTHING);
  }

  private Stage stage(String digest) {
    if (digest.equals(everything)) {
      return Stage.EVERYTHING;
    }
    return digest.equals(documents) ? Stage.DOCUMENTS : Stage.NOTHING;
  }

  private static String hash(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
