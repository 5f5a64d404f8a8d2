package io.fedbackup.gitsync.controller;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.api.v1alpha1.GitVerification;
import io.fedbackup.api.v1alpha1.VerifyMode;
import io.fedbackup.gitsync.signature.Verdict;
import io.fedbackup.gitsync.signature.Verification;
import io.fedbackup.gitsync.source.GitFiles;
import io.fedbackup.planning.outcome.Fact;
import io.fedbackup.planning.reason.Reason;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Ends a sync whose commit is not signed as {@code spec.verify} wants it. Thread-safe. */
final class SignatureStep {
  static final String VERIFIED = "Verified";

  private final Clock clock;

  SignatureStep(Clock clock) {
    this.clock = clock;
  }

  /**
   * Checks what has to be signed; nothing where {@code spec.verify} is absent.
   *
   * @throws SyncTrouble where it does not count, or the keys cannot be read
   */
  void verify(GitSync sync, KubernetesClient client, GitFiles files, SyncProgress progress) {
    GitVerification wanted = sync.getSpec().verify();
    if (wanted == null) {
      return;
    }
    try {
      var verification = new Verification(Secrets.publicKeys(sync, wanted, client), clock);
      List<String> keys = new ArrayList<>();
      if (wanted.mode() == VerifyMode.TAG_AND_HEAD) {
        keys.add(require("the tag of " + files.revision(), verification.tag(files)));
      }
      keys.add(require("commit " + files.revision(), verification.commit(files)));
      progress.facts.add(
          Fact.of(
              VERIFIED,
              true,
              Reason.VERIFIED,
              "%s is signed by %s".formatted(files.revision(), String.join(" and ", keys))));
    } catch (SyncTrouble trouble) {
      progress.facts.add(Fact.of(VERIFIED, false, trouble.reason(), trouble.text()));
      throw trouble;
    }
  }

  private static String require(String what, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Valid valid -> valid.key();
      case Verdict.Unsigned _ ->
          throw SyncTrouble.terminal(
              Reason.SIGNATURE_MISSING,
              "nothing is applied: %s is not signed; sign it, or remove spec.verify"
                  .formatted(what));
      case Verdict.Refused refused ->
          throw SyncTrouble.terminal(
              Reason.SIGNATURE_REFUSED,
              "nothing is applied: of %s, %s; sign it with a key that counts, or add the key to the Secret of publicKeysSecretRef"
                  .formatted(what, refused.why()));
    };
  }
}
