package io.fedbackup.e2e.programs;

import io.fedbackup.e2e.testbed.Launch;
import io.fedbackup.e2e.testbed.SmallJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Prepares the product's controllers to run as processes on one machine. Thread-safe. */
public final class Programs {

  /** What a pod with a memory limit would choose by itself. */
  private static final int MEGABYTES = 256;

  /** After a kill the next process waits that long; the default is twice as much. */
  private static final Duration LEASE = Duration.ofSeconds(7);

  private static final String AGENT_IMAGE = "fedbackup.io/agent:dev";

  private final Checkout checkout;
  private final Path directory;

  /**
   * Programs of a checkout.
   *
   * @param directory gets kubeconfigs and logs; must exist
   */
  public Programs(Checkout checkout, Path directory) {
    this.checkout = checkout;
    this.directory = directory;
  }

  /**
   * The reconciler.
   *
   * @param kubeconfig text of the kubeconfig of its account on the backup cluster
   * @param agentEnvironment what agents get in addition
   * @param healthPort free loopback port for health and metrics
   */
  public Program reconciler(
      String kubeconfig, Map<String, String> agentEnvironment, int healthPort) {
    var arguments = new ArrayList<>(SmallJvm.jar(checkout.jar("reconciler"), MEGABYTES));
    arguments.addAll(
        List.of("--kubeconfig", secretFile("reconciler.kubeconfig", kubeconfig).toString()));
    arguments.addAll(List.of("--agent-image", AGENT_IMAGE));
    arguments.addAll(List.of("--health-address", "127.0.0.1:" + healthPort));
    arguments.addAll(List.of("--lease-seconds", Long.toString(LEASE.toSeconds())));
    agentEnvironment.forEach(
        (name, value) -> arguments.addAll(List.of("--agent-env", name + "=" + value)));
    return program("reconciler", arguments, healthPort);
  }

  /**
   * git-sync as a controller.
   *
   * @param kubeconfig text of the kubeconfig of its account on the backup cluster
   * @param healthPort free loopback port for health and metrics
   * @param receiverPort free loopback port that Git servers call at
   */
  public Program gitSync(String kubeconfig, int healthPort, int receiverPort) {
    var arguments = new ArrayList<>(SmallJvm.jar(checkout.jar("git-sync"), MEGABYTES));
    arguments.add("controller");
    arguments.addAll(
        List.of("--kubeconfig", secretFile("git-sync.kubeconfig", kubeconfig).toString()));
    arguments.addAll(List.of("--health-address", "127.0.0.1:" + healthPort));
    arguments.addAll(List.of("--receiver-address", "127.0.0.1:" + receiverPort));
    arguments.addAll(List.of("--lease-seconds", Long.toString(LEASE.toSeconds())));
    arguments.addAll(List.of("--cache-dir", directory.resolve("git-sync-cache").toString()));
    return program("git-sync", arguments, healthPort);
  }

  private Program program(String name, List<String> command, int healthPort) {
    var launch = Launch.of(name, directory, command);
    return new Program(launch, URI.create("http://127.0.0.1:" + healthPort));
  }

  private Path secretFile(String name, String text) {
    try {
      var file = directory.resolve(name);
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + name, e);
    }
  }
}
