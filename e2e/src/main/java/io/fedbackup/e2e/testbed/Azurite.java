package io.fedbackup.e2e.testbed;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Azurite, the object store of the test bed: blobs only, over HTTPS, in memory, on the loopback
 * interface, with OAuth. It decodes bearer tokens and believes them: their signature and the roles
 * of their owner must be checked in front of it. Its account keys are new for each start, so that
 * nobody gets in by the well-known one.
 */
public final class Azurite implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final int KEY_BYTES = 64;

  private final URI endpoint;
  private final Map<String, String> accountKeys;
  private final ManagedProcess process;

  private Azurite(URI endpoint, Map<String, String> accountKeys, ManagedProcess process) {
    this.endpoint = endpoint;
    this.accountKeys = accountKeys;
    this.process = process;
  }

  static Azurite start(
      Path installation, Path directory, int port, Identity identity, List<String> accounts) {
    var endpoint = URI.create("https://127.0.0.1:" + port);
    var keys = accounts.stream().collect(Collectors.toMap(account -> account, account -> newKey()));
    var launch =
        Launch.of("azurite", directory, command(installation, directory, port, identity))
            .withEnvironment(Map.of("AZURITE_ACCOUNTS", accountsVariable(keys)));
    var azurite = new Azurite(endpoint, keys, ManagedProcess.start(launch));
    try {
      Readiness.await(azurite.process, START_LIMIT, () -> listens(port));
      return azurite;
    } catch (RuntimeException e) {
      azurite.close();
      throw e;
    }
  }

  private static List<String> command(
      Path installation, Path directory, int port, Identity identity) {
    var pem = identity.writeTo(directory, "server");
    return List.of(
        "node",
        installation.resolve("node_modules/azurite/dist/src/blob/main.js").toString(),
        "--blobHost",
        "127.0.0.1",
        "--blobPort",
        Integer.toString(port),
        "--cert",
        pem.certificate().toString(),
        "--key",
        pem.key().toString(),
        "--oauth",
        "basic",
        "--inMemoryPersistence",
        "--skipApiVersionCheck",
        "--disableTelemetry");
  }

  private static String newKey() {
    var key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }

  private static String accountsVariable(Map<String, String> keys) {
    return keys.entrySet().stream()
        .map(account -> account.getKey() + ":" + account.getValue())
        .collect(Collectors.joining(";"));
  }

  private static boolean listens(int port) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return socket.isConnected();
    }
  }

  /** Where it listens, without account and without a trailing slash. */
  public URI endpoint() {
    return endpoint;
  }

  /** The endpoint of a storage account: {@code https://127.0.0.1:<port>/<account>}. */
  public URI endpoint(String account) {
    return URI.create(endpoint + "/" + account);
  }

  /** The key of an account that it was started with, for tests that look into the store. */
  public String accountKey(String account) {
    var key = accountKeys.get(account);
    if (key == null) {
      throw new IllegalArgumentException(
          "Azurite was started without account %s, but with %s"
              .formatted(account, accountKeys.keySet()));
    }
    return key;
  }

  /** The storage accounts that it was started with. */
  public List<String> accounts() {
    return accountKeys.keySet().stream().sorted().toList();
  }

  /** The process: to kill or freeze the store. */
  public ManagedProcess process() {
    return process;
  }

  /** Ends it; what it stored is gone. */
  @Override
  public void close() {
    process.kill();
  }
}
