package io.fedbackup.e2e.gitsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fedbackup.e2e.fleet.Fleet;
import io.fedbackup.e2e.fleet.FleetTest;
import io.fedbackup.e2e.git.SshGitServer;
import io.fedbackup.e2e.programs.Installation;
import io.fedbackup.e2e.testbed.Testbed;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Repositories behind SSH, with keys that ssh-keygen made, and commits that Git signed. */
@FleetTest(applicationClusters = 0, stork = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SshSourceIT {
  private static final String REPOSITORY = "fleet.git";

  private final Installation installation;
  private final TeamSyncs syncs;
  private final Path directory;
  private final SshGitServer server;
  private final String hostKey;

  SshSourceIT(
      Fleet fleet, Testbed testbed, @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory) {
    assumeTrue(hasSshKeygen(), "ssh-keygen is needed");
    this.directory = directory;
    installation = new Installation(fleet, testbed, directory);
    syncs = new TeamSyncs(installation);
    hostKey = key("host", "ed25519");
    server = SshGitServer.start(directory.resolve("git"), directory.resolve("host"));
    installation.admitTeam();
    syncs.named("fleet").delete();
    mayReadSecrets();
    installation.gitSync().startAndAwaitReady();
  }

  private static boolean hasSshKeygen() {
    return Stream.of(System.getenv("PATH").split(Pattern.quote(File.pathSeparator), -1))
        .anyMatch(path -> Files.isExecutable(Path.of(path, "ssh-keygen")));
  }

  @AfterAll
  void end() {
    server.close();
    installation.close();
  }

  @Test
  void keys_of_every_kind_open_the_repository() {
    var kinds = List.of("ed25519", "ecdsa", "rsa");
    kinds.forEach(kind -> policy(kind, kind + "-key"));
    var commit = installation.copy().commitAndPush("A policy for each kind of key");

    for (var kind : kinds) {
      server.authorize(key(kind, kind));
      sshSecret(kind, kind, server.knownAs() + " " + hostKey);
      create(kind, kind, kind, "");
    }

    kinds.forEach(kind -> syncs.awaitApplied(kind, commit));
    assertThat(kinds).allMatch(kind -> exists(kind + "-key"));
  }

  @Test
  void an_unknown_and_a_changed_host_key_and_a_key_without_rights_end_before_anything_is_read() {
    policy("hosts", "hosts");
    installation.copy().commitAndPush("A policy that nobody gets");
    server.authorize(key("client", "ed25519"));
    var other = key("other", "ed25519");
    sshSecret("unknown", "client", "[git.example.com]:22 " + hostKey);
    sshSecret("changed", "client", server.knownAs() + " " + other);
    sshSecret("stranger", "other", server.knownAs() + " " + hostKey);

    create("unknown", "hosts", "unknown", "");
    create("changed", "hosts", "changed", "");
    create("stranger", "hosts", "stranger", "");

    syncs.awaitCondition("unknown", "Fetched", "False GitHostKeyUnknown");
    syncs.awaitCondition("changed", "Fetched", "False GitHostKeyChanged");
    syncs.awaitCondition("stranger", "Fetched", "False GitCredentialsRefused");
    assertThat(syncs.message("unknown", "Fetched")).contains("SHA256:").contains("known_hosts");
    assertThat(List.of("unknown", "changed", "stranger"))
        .allMatch(sync -> syncs.status(sync).lastAttemptedRevision() == null);
    assertThat(exists("hosts")).isFalse();
  }

  @Test
  void what_is_not_signed_is_not_applied_and_the_last_good_state_stays() {
    // given a signed commit
    var signer = key("signer", "ed25519");
    server.authorize(key("reader", "ed25519"));
    sshSecret("reader", "reader", server.knownAs() + " " + hostKey);
    secret("signers", Map.of("ada.pub", signer));
    policy("signed", "signed-one");
    var good = signedCommit("One policy", "signer");

    create(
        "signed", "signed", "reader", "verify: {mode: HEAD, publicKeysSecretRef: {name: signers}}");
    syncs.awaitApplied("signed", good);
    syncs.awaitCondition("signed", "Verified", "True Verified");

    // when somebody pushes without a signature
    policy("signed", "signed-two");
    var bad = installation.copy().commitAndPush("Another policy, not signed");
    syncs.lookNow("signed");

    // then nothing of it is applied
    syncs.awaitCondition("signed", "Verified", "False SignatureMissing");
    assertThat(syncs.message("signed", "Verified")).contains(bad);
    assertThat(syncs.condition("signed", "Ready")).isEqualTo("False SignatureMissing");
    assertThat(syncs.status("signed").lastAppliedRevision()).contains(good);
    assertThat(exists("signed-one")).isTrue();
    assertThat(exists("signed-two")).isFalse();

    // nor when it is signed by a key that nobody trusts
    key("intruder", "ed25519");
    var strange = signedCommit("Signed by who may not", "intruder");
    syncs.lookNow("signed");
    syncs.awaitCondition("signed", "Verified", "False SignatureRefused");
    assertThat(syncs.message("signed", "Verified")).contains(strange);
    assertThat(syncs.status("signed").lastAppliedRevision()).contains(good);
    assertThat(exists("signed-two")).isFalse();

    // and when it is signed after all
    var signed = signedCommit("Signed by who may", "signer");
    syncs.lookNow("signed");

    // then it is
    syncs.awaitApplied("signed", signed);
    syncs.awaitCondition("signed", "Verified", "True Verified");
    assertThat(exists("signed-two")).isTrue();
  }

  private void mayReadSecrets() {
    installation
        .backup()
        .rbac()
        .roles()
        .inNamespace(Installation.NAMESPACE)
        .withName("repository")
        .edit(
            role ->
                new RoleBuilder(role)
                    .addNewRule()
                    .addToApiGroups("")
                    .addToResources("secrets")
                    .addToVerbs("get")
                    .endRule()
                    .build());
  }

  private void policy(String path, String name) {
    installation
        .copy()
        .write(
            path + "/" + name + ".yaml",
            """
            apiVersion: fedbackup.io/v1alpha1
            kind: SchedulePolicy
            metadata: {name: %s}
            spec: {daily: {time: "22:30"}}
            """
                .formatted(name));
  }

  /** Makes a key pair; the public part is returned. */
  private String key(String name, String type) {
    var file = directory.resolve(name);
    run(directory, "ssh-keygen", "-q", "-t", type, "-N", "", "-C", name, "-f", file.toString());
    return read(directory.resolve(name + ".pub"));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Commits everything with the signer's key, as a person would, and pushes. */
  private String signedCommit(String message, String key) {
    var copy = installation.copy().directory();
    run(copy, "git", "add", "-A");
    var commit = new ArrayList<>(List.of("git", "-c", "user.name=Ada"));
    commit.addAll(List.of("-c", "user.email=ada@example.com", "-c", "gpg.format=ssh"));
    commit.addAll(List.of("-c", "user.signingkey=" + directory.resolve(key)));
    commit.addAll(List.of("commit", "-q", "--allow-empty", "-S", "-m", message));
    run(copy, commit.toArray(String[]::new));
    var bare = installation.git().directory(REPOSITORY).toString();
    run(copy, "git", "push", "-q", bare, "HEAD:refs/heads/main");
    return run(copy, "git", "rev-parse", "HEAD").strip();
  }

  private static String run(Path directory, String... command) {
    try {
      var builder = new ProcessBuilder(command).directory(directory.toFile());
      builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
      builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
      var process = builder.redirectErrorStream(true).start();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(output).isZero();
      return output;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void sshSecret(String name, String key, String knownHosts) {
    secret(name, Map.of("identity", read(directory.resolve(key)), "known_hosts", knownHosts));
  }

  private void secret(String name, Map<String, String> data) {
    installation
        .backup()
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(Installation.NAMESPACE)
                .endMetadata()
                .withStringData(data)
                .build())
        .create();
  }

  private void create(String name, String path, String secret, String more) {
    var access = "secretRef: {name: " + secret + "}";
    syncs.create(name, server.url(REPOSITORY), path, TeamSyncs.ACCOUNT, access, more);
  }

  private boolean exists(String policy) {
    return syncs.policies().withName(policy).get() != null;
  }
}
