package io.fedbackup.gitsync.cli;

import io.fedbackup.gitsync.controller.GitSyncController;
import io.fedbackup.gitsync.controller.GitSyncSettings;
import io.fedbackup.gitsync.source.GitRemote;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code fedbackup controller}: git-sync as it runs on the backup cluster. */
@Command(
    name = "controller",
    mixinStandardHelpOptions = true,
    description =
        "Runs git-sync: keeps the backup cluster as the Git repositories of its GitSyncs say.")
final class ControllerCommand implements Callable<Integer> {
  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "Kubeconfig of the backup cluster (default: the pod's own account).")
  private @Nullable Path kubeconfig;

  @Option(
      names = "--namespace",
      paramLabel = "NAMESPACE",
      defaultValue = "fedbackup",
      description = "Namespace of git-sync's Lease (default: fedbackup).")
  private String namespace = "fedbackup";

  @Option(
      names = "--health-address",
      paramLabel = "HOST:PORT",
      defaultValue = "0.0.0.0:8080",
      description = "Where /healthz, /readyz and /metrics are served (default: 0.0.0.0:8080).")
  private String health = "0.0.0.0:8080";

  @Option(
      names = "--receiver-address",
      paramLabel = "HOST:PORT",
      defaultValue = "0.0.0.0:9292",
      description =
          "Where Git servers call, for GitSyncs with spec.receiver, over plain HTTP (default: 0.0.0.0:9292).")
  private String receiver = "0.0.0.0:9292";

  @Option(
      names = "--cache-dir",
      paramLabel = "DIR",
      defaultValue = "/var/cache/fedbackup",
      description =
          "Folder for mirrors of repositories; may be lost (default: /var/cache/fedbackup).")
  private Path cache = Path.of("/var/cache/fedbackup");

  @Option(
      names = "--allow-file-urls",
      description = "Accept file:// URLs, which read this machine's files: for tests only.")
  private boolean allowFileUrls;

  @Option(
      names = "--syncs-at-once",
      paramLabel = "N",
      defaultValue = "8",
      description = "GitSyncs worked on at the same time (default: 8).")
  private int syncsAtOnce = 8;

  @Option(
      names = "--requests-at-once",
      paramLabel = "N",
      defaultValue = "24",
      description = "Writes under way at the same time for one GitSync (default: 24).")
  private int requestsAtOnce = 24;

  @Option(
      names = "--watches",
      paramLabel = "N",
      defaultValue = "2000",
      description =
          "Watches on applied objects, one per account, kind and namespace; beyond that drift is"
              + " noticed at the next sync (default: 2000).")
  private int watches = 2000;

  @Option(
      names = "--lease-seconds",
      paramLabel = "N",
      defaultValue = "15",
      description =
          "After that many seconds without renewal another replica takes over (default: 15).")
  private int leaseSeconds = 15;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      defaultValue = "json",
      description = "json, one object per line, or text for people (default: json).")
  private String logFormat = "json";

  @Override
  public Integer call() throws IOException, InterruptedException {
    // read by Logback when the first logger is made, which is below
    System.setProperty("logback.configurationFile", "logback-controller-" + logFormat + ".xml");
    var settings =
        new GitSyncSettings(
            namespace,
            health,
            receiver,
            cache,
            allowFileUrls ? GitRemote.Allow.REMOTES_AND_FILES : GitRemote.Allow.REMOTES,
            syncsAtOnce,
            requestsAtOnce,
            watches,
            Duration.ofSeconds(leaseSeconds));
    new GitSyncController(settings, Clock.systemUTC()).run(Kubeconfigs.read(kubeconfig, null));
    return ExitCode.DONE;
  }
}
