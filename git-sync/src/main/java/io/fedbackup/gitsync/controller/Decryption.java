package io.fedbackup.gitsync.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fedbackup.api.v1alpha1.GitDecryption;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.gitsync.sops.AgeKeys;
import io.fedbackup.gitsync.sops.EncryptedSecret;
import io.fedbackup.gitsync.sops.SopsDecryption;
import io.fedbackup.gitsync.sops.SopsException;
import io.fedbackup.gitsync.validate.Manifest;
import io.fedbackup.planning.reason.Reason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decrypts the Secrets of one sync, after validation and before planning: what is cached between
 * syncs is as it lies in Git, and the clear text ends with the sync. Used by one thread.
 */
final class Decryption {
  private final GitSync sync;
  private final SecretReader secrets;
  private @Nullable AgeKeys keys;

  Decryption(GitSync sync, SecretReader secrets) {
    this.sync = sync;
    this.secrets = secrets;
  }

  /**
   * The same documents, Secrets in the clear; without encrypted ones no key is read.
   *
   * @throws SyncTrouble where one cannot be decrypted
   */
  List<Manifest> decrypt(List<Manifest> manifests) {
    if (manifests.stream().noneMatch(it -> EncryptedSecret.isEncrypted(it.body()))) {
      return manifests;
    }
    List<Manifest> plain = new ArrayList<>(manifests.size());
    for (Manifest manifest : manifests) {
      plain.add(EncryptedSecret.isEncrypted(manifest.body()) ? decrypted(manifest) : manifest);
    }
    return List.copyOf(plain);
  }

  private Manifest decrypted(Manifest manifest) {
    try {
      ObjectNode body = SopsDecryption.decrypt(manifest.body(), keys());
      body.withObjectProperty("metadata").put("namespace", manifest.key().namespace());
      return new Manifest(manifest.key(), manifest.kind(), body, manifest.place());
    } catch (SopsException e) {
      throw SyncTrouble.terminal(
          Reason.DECRYPTION_FAILED,
          "nothing is applied: %s in %s cannot be decrypted: %s"
              .formatted(manifest.key(), manifest.place().file(), e.getMessage()));
    }
  }

  private AgeKeys keys() throws SopsException {
    AgeKeys known = keys;
    if (known == null) {
      known = read();
      keys = known;
    }
    return known;
  }

  private AgeKeys read() throws SopsException {
    GitDecryption settings = sync.getSpec().decryption();
    if (settings == null) {
      throw SyncTrouble.terminal(
          Reason.DECRYPTION_FAILED,
          "nothing is applied: there are encrypted Secrets, and no spec.decryption that names a Secret with age keys");
    }
    String name = settings.secretRef().name();
    return AgeKeys.fromSecret(name, secrets.read(sync, name));
  }
}
