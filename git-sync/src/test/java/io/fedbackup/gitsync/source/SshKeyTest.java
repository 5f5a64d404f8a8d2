package io.fedbackup.gitsync.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fedbackup.gitsync.source.SourceException.Kind;
import java.io.ByteArrayOutputStream;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.junit.jupiter.api.Test;

/** Private keys in Secrets, with and without a passphrase. */
class SshKeyTest {
  private static final String PASSPHRASE = "canary-7";
  private final KeyPair pair = generated();

  private static KeyPair generated() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void a_key_with_a_passphrase_is_read_with_the_password_beside_it() throws Exception {
    var credentials = secret("password", PASSPHRASE + "\n");

    assertThat(credentials.ssh().orElseThrow().keys())
        .singleElement()
        .satisfies(key -> assertThat(KeyUtils.compareKeyPairs(key, pair)).isTrue());
    assertThat(credentials.toString()).doesNotContain(PASSPHRASE);
  }

  @Test
  void without_its_passphrase_the_secret_the_key_and_the_remedy_are_named() {
    assertThat(refused()).contains("identity of Secret repository", "add password");
  }

  @Test
  void a_wrong_passphrase_is_told_and_not_shown() {
    assertThat(refused("password", "canary-8"))
        .contains("identity of Secret repository", "its password")
        .doesNotContain("canary-8");
  }

  private String refused(String... password) {
    var refusal = catchThrowableOfType(SourceException.class, () -> secret(password));
    assertThat(refusal.kind()).isEqualTo(Kind.CONFIGURATION);
    return String.valueOf(refusal.getMessage());
  }

  private GitCredentials secret(String... password) throws Exception {
    var encryption = new OpenSSHKeyEncryptionContext();
    encryption.setPassword(PASSPHRASE);
    encryption.setCipherName("AES");
    encryption.setCipherMode("CTR");
    encryption.setCipherType("256");
    encryption.setKdfRounds(1);
    var identity = new ByteArrayOutputStream();
    OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "test", encryption, identity);
    String hosts = "git.example.com " + PublicKeyEntry.toString(pair.getPublic());
    return password.length == 0
        ? Sources.secret("identity", identity.toString(UTF_8), "known_hosts", hosts)
        : Sources.secret(
            "identity", identity.toString(UTF_8), "known_hosts", hosts, password[0], password[1]);
  }
}
