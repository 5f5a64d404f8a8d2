package io.fedbackup.e2e.testbed;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * One etcd member for one control plane. It does not wait for the disk: its data is worth nothing.
 */
final class Etcd implements AutoCloseable {

  private final URI endpoint;
  private final ManagedProcess process;

  private Etcd(URI endpoint, ManagedProcess process) {
    this.endpoint = endpoint;
    this.process = process;
  }

  /** Starts etcd and does not wait: the API server does. */
  static Etcd start(Path programs, Path directory, Ports ports) {
    var endpoint = URI.create("http://127.0.0.1:" + ports.free());
    var peer = "http://127.0.0.1:" + ports.free();
    var command =
        List.of(
            programs.resolve("etcd").toString(),
            "--name=default",
            "--data-dir=" + directory.resolve("etcd"),
            "--listen-client-urls=" + endpoint,
            "--advertise-client-urls=" + endpoint,
            "--listen-peer-urls=" + peer,
            "--initial-advertise-peer-urls=" + peer,
            "--initial-cluster=default=" + peer,
            "--unsafe-no-fsync",
            "--max-txn-ops=100000", // going back to an earlier state is one transaction
            "--log-level=warn");
    var launch = Launch.of("etcd", directory, command).collectingRarely();
    return new Etcd(endpoint, ManagedProcess.start(launch));
  }

  URI endpoint() {
    return endpoint;
  }

  ManagedProcess process() {
    return process;
  }

  /** Ends etcd at once: nothing of its data is needed any more. */
  @Override
  public void close() {
    process.kill();
  }
}
