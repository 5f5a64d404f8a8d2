package io.fedbackup.gitsync.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A repository whose commits and tags are signed by the real programs: git, gpg, and ssh-keygen.
 * Nothing of the machine's own settings or keys is used.
 */
final class Signers implements AutoCloseable {
  private final Path home;
  private final Path gnupg;
  private final Path work;

  private Signers(Path home, Path gnupg) {
    this.home = home;
    this.gnupg = gnupg;
    this.work = home.resolve("work");
  }

  static Signers in(Path home) throws IOException {
    // the agent's socket needs a short path
    Path gnupg =
        Files.createTempDirectory(
            "g",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    var signers = new Signers(home, gnupg);
    Files.createDirectories(signers.work);
    signers.git("init", "-q", "-b", "main");
    signers.git("config", "uploadpack.allowAnySHA1InWant", "true");
    return signers;
  }

  String url() {
    return "file://" + work.resolve(".git");
  }

  /** A GPG key; the fingerprint is returned. */
  String gpgKey(String name, String algorithm, String expires) {
    run(
        List.of("gpg", "--batch", "--passphrase", "", "--quick-gen-key", name, algorithm, "sign"),
        expires);
    String listed = run(List.of("gpg", "--batch", "--with-colons", "--list-keys", name));
    return listed
        .lines()
        .filter(line -> line.startsWith("fpr:"))
        .findFirst()
        .map(line -> line.split(":", -1)[9])
        .orElseThrow();
  }

  /** A key that expired a day ago, made and used before. */
  String expiredGpgKey(String name) {
    run(
        List.of("gpg", "--batch", "--faked-system-time", "20250101T000000", "--passphrase", ""),
        "--quick-gen-key",
        name,
        "ed25519",
        "sign",
        "7d");
    return name;
  }

  String armoured(String key) {
    return run(List.of("gpg", "--batch", "--armor", "--export", key));
  }

  /** An SSH key pair; the path of the private part is returned. */
  Path sshKey(String name, String type, String... more) {
    Path file = home.resolve(name);
    List<String> command =
        new ArrayList<>(
            List.of("ssh-keygen", "-q", "-t", type, "-N", "", "-C", name, "-f", file.toString()));
    command.addAll(List.of(more));
    run(command);
    return file;
  }

  static String publicKey(Path key) throws IOException {
    return Files.readString(key.resolveSibling(key.getFileName() + ".pub"));
  }

  Signers signWithGpg(String key) {
    git("config", "gpg.format", "openpgp");
    git("config", "user.signingkey", key);
    return this;
  }

  /** With a clock that says this, for a key that has expired since. */
  Signers signWithGpgAt(String key, String time) throws IOException {
    Path program = home.resolve("gpg-at");
    Files.writeString(
        program, "#!/bin/sh\nexec gpg --faked-system-time %s \"$@\"\n".formatted(time), UTF_8);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    git("config", "gpg.program", program.toString());
    return signWithGpg(key);
  }

  Signers signWithSsh(Path key) {
    git("config", "gpg.format", "ssh");
    git("config", "user.signingkey", key.toString());
    return this;
  }

  String signedCommit(String text) throws IOException {
    return commit(text, "-S");
  }

  String unsignedCommit(String text) throws IOException {
    return commit(text, "--no-gpg-sign");
  }

  private String commit(String text, String sign) throws IOException {
    Files.writeString(work.resolve("a.yaml"), text, UTF_8);
    git("add", "-A");
    git("commit", "-q", sign, "-m", "Änderung: " + text);
    return git("rev-parse", "HEAD").strip();
  }

  /** A commit with other content under the signature of the last one. */
  void tamper() throws IOException {
    String original = git("cat-file", "commit", "HEAD");
    Path raw = home.resolve("raw");
    Files.writeString(raw, original.replace("Änderung", "Fälschung"), UTF_8);
    String forged = git("hash-object", "-w", "-t", "commit", raw.toString()).strip();
    git("update-ref", "refs/heads/main", forged);
  }

  String git(String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    return run(command);
  }

  private String run(List<String> command, String... more) {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of(more));
    try {
      var builder = new ProcessBuilder(all).directory(work.toFile());
      builder.environment().putAll(environment());
      Path output = Files.createTempFile(home, "run", ".out");
      Path errors = Files.createTempFile(home, "run", ".err");
      Process process =
          builder.redirectOutput(output.toFile()).redirectError(errors.toFile()).start();
      if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IllegalStateException(all + ": " + Files.readString(errors));
      }
      return Files.readString(output);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Map<String, String> environment() {
    return Map.of(
        "HOME", home.toString(),
        "GNUPGHOME", gnupg.toString(),
        "GIT_CONFIG_NOSYSTEM", "1",
        "GIT_CONFIG_GLOBAL", "/dev/null",
        "GIT_AUTHOR_NAME", "Ada",
        "GIT_AUTHOR_EMAIL", "ada@example.com",
        "GIT_COMMITTER_NAME", "Ada",
        "GIT_COMMITTER_EMAIL", "ada@example.com",
        "LC_ALL", "C.UTF-8");
  }

  @Override
  public void close() throws IOException {
    run(List.of("gpgconf", "--kill", "all"));
    try (var files = Files.walk(gnupg)) {
      files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
    }
  }
}
