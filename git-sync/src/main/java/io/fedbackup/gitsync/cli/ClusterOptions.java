package io.fedbackup.gitsync.cli;

import io.fabric8.kubernetes.client.Config;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that works on the backup cluster with the user's rights. */
final class ClusterOptions {
  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "Kubeconfig of the backup cluster (default: $KUBECONFIG, then ~/.kube/config).")
  private @Nullable Path kubeconfig;

  @Option(names = "--context", paramLabel = "NAME", description = "Context in the kubeconfig.")
  private @Nullable String context;

  /** How the backup cluster is reached. */
  Config config() {
    return Kubeconfigs.read(kubeconfig, context);
  }
}
