package io.fedbackup.gitsync.signature;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Public keys, GPG and SSH, whose signatures count. Immutable. */
public final class PublicKeys {
  private final GpgKeys gpg;
  private final SshPublicKeys ssh;

  private PublicKeys(GpgKeys gpg, SshPublicKeys ssh) {
    this.gpg = gpg;
    this.ssh = ssh;
  }

  /**
   * All values of a Secret, whatever their keys are called: armoured GPG keys, or lines with SSH
   * keys.
   *
   * @param name of the Secret, for messages
   * @throws KeysException where a value is neither, or there is none
   */
  public static PublicKeys fromSecret(String name, Map<String, byte[]> data) {
    List<String> armoured = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    new TreeMap<>(data)
        .values()
        .forEach(
            value -> {
              String text = new String(value, StandardCharsets.UTF_8);
              refusePrivate(name, text);
              (GpgKeys.isArmoured(text) ? armoured : lines).add(text);
            });
    try {
      var keys = new PublicKeys(GpgKeys.of(armoured), SshPublicKeys.of(lines));
      if (keys.gpg.isEmpty() && keys.ssh.isEmpty()) {
        throw new KeysException("has no public key", null);
      }
      return keys;
    } catch (KeysException e) {
      throw refused(name, String.valueOf(e.getMessage()), e);
    } catch (IOException | RuntimeException e) { // BouncyCastle's for broken keys
      throw refused(name, "has a GPG key that cannot be read", e);
    }
  }

  private static void refusePrivate(String name, String text) {
    if (text.contains("PRIVATE KEY")) {
      throw refused(name, "holds a private key", null);
    }
  }

  private static KeysException refused(String name, String what, @Nullable Exception cause) {
    return new KeysException(
        "Secret %s of spec.verify.publicKeysSecretRef %s; write armoured GPG public keys or SSH public keys, one a line"
            .formatted(name, what),
        cause);
  }

  Verdict check(SignedObject object, Instant now) {
    Optional<String> signature = object.signature();
    if (signature.isEmpty()) {
      return new Verdict.Unsigned();
    }
    return SignedObject.isSsh(signature.get())
        ? ssh.check(object.payload(), signature.get(), now)
        : gpg.check(object.payload(), signature.get(), Date.from(now));
  }
}
