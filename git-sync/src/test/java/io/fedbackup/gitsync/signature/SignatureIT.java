package io.fedbackup.gitsync.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fedbackup.gitsync.source.GitCredentials;
import io.fedbackup.gitsync.source.GitFiles;
import io.fedbackup.gitsync.source.GitMirrors;
import io.fedbackup.gitsync.source.GitRef;
import io.fedbackup.gitsync.source.Sources;
import io.fedbackup.gitsync.source.VersionRange;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures that git, gpg and ssh-keygen made, good and bad. */
class SignatureIT {
  private static final GitRef MAIN = new GitRef.Branch("main");

  @TempDir Path folder;
  private Signers signers;
  private GitMirrors mirrors;

  @BeforeEach
  void start() throws IOException {
    assumeTrue(
        Stream.of("git", "gpg", "ssh-keygen").allMatch(SignatureIT::isInstalled),
        "git, gpg and ssh-keygen are needed");
    signers = Signers.in(folder);
    mirrors = Sources.mirrors(folder.resolve("cache"));
  }

  private static boolean isInstalled(String program) {
    return Stream.of(System.getenv("PATH").split(Pattern.quote(File.pathSeparator), -1))
        .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
  }

  @AfterEach
  void stop() throws IOException {
    signers.close();
  }

  private GitFiles open(GitRef ref) {
    return Sources.open(mirrors, Sources.remote(signers.url(), GitCredentials.none()), ref, ".");
  }

  private static Verification by(String... keys) {
    Map<String, byte[]> data = new HashMap<>();
    for (String key : keys) {
      data.put("key-" + data.size(), key.getBytes(UTF_8));
    }
    return new Verification(PublicKeys.fromSecret("signers", data), Clock.systemUTC());
  }

  private Verdict commit(Verification verification) {
    try (GitFiles files = open(MAIN)) {
      return verification.commit(files);
    }
  }

  private Verdict tag(Verification verification, GitRef ref) {
    try (GitFiles files = open(ref)) {
      return verification.tag(files);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "rsa3072", "nistp256"})
  void a_commit_signed_by_a_trusted_gpg_key_counts(String algorithm) throws IOException {
    String key = signers.gpgKey("ada", algorithm, "1y");
    signers.signWithGpg(key).signedCommit("one");

    assertThat(commit(by(signers.armoured(key)))).isEqualTo(new Verdict.Valid(key));
  }

  @ParameterizedTest
  @CsvSource({"ed25519,256", "ecdsa,384", "rsa,3072"})
  void a_commit_signed_by_a_trusted_ssh_key_counts(String type, String bits) throws IOException {
    Path key = signers.sshKey("ada", type, "-b", bits);
    signers.signWithSsh(key).signedCommit("one");

    assertThat(commit(by(Signers.publicKey(key)))).isInstanceOf(Verdict.Valid.class);
    assertThat(commit(by("ada@example.com namespaces=\"git\" " + Signers.publicKey(key))))
        .isInstanceOf(Verdict.Valid.class);
  }

  @Test
  void of_several_keys_of_both_kinds_any_counts() throws IOException {
    String gpg = signers.gpgKey("ada", "ed25519", "1y");
    Path ssh = signers.sshKey("bob", "ed25519");
    Verification both = by(signers.armoured(gpg), "# the team\n" + Signers.publicKey(ssh));

    signers.signWithGpg(gpg).signedCommit("one");
    assertThat(commit(both)).isInstanceOf(Verdict.Valid.class);
    signers.signWithSsh(ssh).signedCommit("two");
    assertThat(commit(both)).isInstanceOf(Verdict.Valid.class);
  }

  @Test
  void an_unsigned_commit_does_not_count() throws IOException {
    Path key = signers.sshKey("ada", "ed25519");
    signers.unsignedCommit("one");

    assertThat(commit(by(Signers.publicKey(key)))).isEqualTo(new Verdict.Unsigned());
  }

  @Test
  void a_key_that_is_not_trusted_does_not_count_and_is_named() throws IOException {
    String ada = signers.gpgKey("ada", "ed25519", "1y");
    String eve = signers.gpgKey("eve", "ed25519", "1y");
    Path bob = signers.sshKey("bob", "ed25519");
    Path mallory = signers.sshKey("mallory", "ed25519");
    Verification trusted = by(signers.armoured(ada), Signers.publicKey(bob));

    signers.signWithGpg(eve).signedCommit("one");
    assertThat(commit(trusted))
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused -> assertThat(refused.why()).contains(eve.substring(eve.length() - 16)));
    signers.signWithSsh(mallory).signedCommit("two");
    assertThat(commit(trusted))
        .isInstanceOfSatisfying(
            Verdict.Refused.class, refused -> assertThat(refused.why()).contains("SHA256:"));
  }

  @Test
  void a_commit_that_was_tampered_with_does_not_count() throws IOException {
    String gpg = signers.gpgKey("ada", "ed25519", "1y");
    Path ssh = signers.sshKey("bob", "ed25519");
    Verification both = by(signers.armoured(gpg), Signers.publicKey(ssh));

    signers.signWithGpg(gpg).signedCommit("one");
    signers.tamper();
    assertThat(commit(both)).isInstanceOf(Verdict.Refused.class);
    signers.signWithSsh(ssh).signedCommit("two");
    signers.tamper();
    assertThat(commit(both)).isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void a_key_that_has_expired_does_not_count_though_it_was_good_when_it_signed()
      throws IOException {
    String key = signers.expiredGpgKey("ada");
    signers.signWithGpgAt(key, "20250102T000000").signedCommit("one");

    assertThat(commit(by(signers.armoured(key)))).isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void an_ssh_signer_counts_only_within_its_time_and_for_git() throws IOException {
    Path key = signers.sshKey("ada", "ed25519");
    signers.signWithSsh(key).signedCommit("one");

    for (String option : new String[] {"valid-before=\"20250101\"", "namespaces=\"file\""}) {
      assertThat(commit(by("ada@example.com " + option + " " + Signers.publicKey(key))))
          .as(option)
          .isInstanceOf(Verdict.Refused.class);
    }
  }

  @Test
  void a_tag_is_checked_for_itself_and_under_its_own_name() throws IOException {
    Path ssh = signers.sshKey("ada", "ed25519");
    Verification ada = by(Signers.publicKey(ssh));
    String commit = signers.signWithSsh(ssh).unsignedCommit("one");
    signers.git("tag", "-s", "-m", "the first", "v1.0.0", commit);
    signers.git("tag", "-a", "-m", "not signed", "v1.1.0", commit);
    signers.git("tag", "v1.2.0", commit);
    // the signed tag under a name that was not signed
    signers.git("update-ref", "refs/tags/v2.0.0", "refs/tags/v1.0.0");

    GitRef range = new GitRef.Versions(VersionRange.of("1.0.x"));
    assertThat(tag(ada, new GitRef.Tag("v1.0.0"))).isInstanceOf(Verdict.Valid.class);
    assertThat(tag(ada, range)).isInstanceOf(Verdict.Valid.class);
    assertThat(tag(ada, new GitRef.Tag("v1.1.0"))).isEqualTo(new Verdict.Unsigned());
    assertThat(tag(ada, new GitRef.Tag("v1.2.0"))).isEqualTo(new Verdict.Unsigned());
    assertThat(tag(ada, new GitRef.Tag("v2.0.0"))).isInstanceOf(Verdict.Refused.class);
    assertThat(commit(ada)).isEqualTo(new Verdict.Unsigned());
  }

  @Test
  void a_tag_signed_by_gpg_counts() throws IOException {
    String key = signers.gpgKey("ada", "rsa3072", "1y");
    String commit = signers.signWithGpg(key).signedCommit("one");
    signers.git("tag", "-s", "-m", "the first", "v1.0.0", commit);

    assertThat(tag(by(signers.armoured(key)), new GitRef.Tag("v1.0.0")))
        .isEqualTo(new Verdict.Valid(key));
  }

  @Test
  void a_secret_without_public_keys_or_with_a_private_one_is_refused() throws IOException {
    Path key = signers.sshKey("ada", "ed25519");
    String secret = Files.readString(key);

    assertThatThrownBy(() -> by(secret))
        .isInstanceOf(KeysException.class)
        .hasMessageContaining("Secret signers")
        .hasMessageNotContaining(secret.lines().skip(1).findFirst().orElseThrow());
    assertThatThrownBy(() -> by("hello")).isInstanceOf(KeysException.class);
    assertThatThrownBy(() -> by("")).isInstanceOf(KeysException.class);
  }
}
