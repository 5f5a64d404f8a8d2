package io.fedbackup.gitsync.signature;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;

/**
 * Public SSH keys, one a line, as {@code authorized_keys} or Git's allowed signers file have them.
 * Of an allowed signer's options, {@code namespaces}, {@code valid-after} and {@code valid-before}
 * count; who the signer is does not.
 */
final class SshPublicKeys {
  private static final int SHORTEST_RSA = 2048;

  private final List<Signer> signers;

  private SshPublicKeys(List<Signer> signers) {
    this.signers = signers;
  }

  private record Signer(PublicKey key, SignerOptions options) {}

  /**
   * Reads lines; empty ones and comments are passed over.
   *
   * @throws KeysException where a line is no key
   */
  static SshPublicKeys of(List<String> texts) {
    List<Signer> signers = new ArrayList<>();
    for (String text : texts) {
      text.lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .map(SshPublicKeys::signer)
          .forEach(signers::add);
    }
    return new SshPublicKeys(List.copyOf(signers));
  }

  private static Signer signer(String line) {
    List<String> words = SignerOptions.words(line);
    for (int i = 0; i + 1 < words.size(); i++) {
      if (isKeyType(words.get(i))) {
        return new Signer(
            key(words.get(i), words.get(i + 1)), SignerOptions.of(words.subList(0, i)));
      }
    }
    throw new KeysException("has a line that is neither a GPG nor an SSH public key", null);
  }

  private static boolean isKeyType(String word) {
    return word.matches("(sk-)?(ssh|ecdsa)-[-a-z0-9]+(@openssh\\.com)?");
  }

  private static PublicKey key(String type, String base64) {
    PublicKey key;
    try {
      key =
          AuthorizedKeyEntry.parseAuthorizedKeyEntry(type + " " + base64)
              .resolvePublicKey(null, PublicKeyEntryResolver.FAILING);
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw new KeysException("has an SSH key of type %s that cannot be read".formatted(type), e);
    }
    if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < SHORTEST_RSA) {
      throw new KeysException("has an RSA key of less than %d bits".formatted(SHORTEST_RSA), null);
    }
    return key;
  }

  boolean isEmpty() {
    return signers.isEmpty();
  }

  Verdict check(byte[] payload, String armoured, Instant now) {
    Optional<SshSignature> parsed = SshSignature.parse(armoured);
    if (parsed.isEmpty()) {
      return new Verdict.Refused("its SSH signature cannot be read");
    }
    SshSignature signature = parsed.get();
    String name = KeyUtils.getFingerPrint(signature.key());
    Optional<Signer> signer =
        signers.stream()
            .filter(known -> KeyUtils.compareKeys(known.key(), signature.key()))
            .findFirst();
    if (signer.isEmpty()) {
      return new Verdict.Refused(
          "it is signed by SSH key %s, which is not among the public keys".formatted(name));
    }
    if (!signer.get().options().allow(now)) {
      return new Verdict.Refused(
          "it is signed by SSH key %s, which does not count for Git, or not now".formatted(name));
    }
    return signature.fits(payload)
        ? new Verdict.Valid(name)
        : new Verdict.Refused("its signature by SSH key %s does not fit it".formatted(name));
  }
}
