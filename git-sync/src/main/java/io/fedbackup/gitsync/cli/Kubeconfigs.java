package io.fedbackup.gitsync.cli;

import io.fabric8.kubernetes.client.Config;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How the backup cluster is reached: a kubeconfig that the user named, else what kubectl would
 * take.
 */
final class Kubeconfigs {
  private Kubeconfigs() {}

  /**
   * Reads the configuration.
   *
   * @throws IllegalArgumentException where the file or the context is not there
   */
  static Config read(@Nullable Path kubeconfig, @Nullable String context) {
    if (kubeconfig == null) {
      return Config.autoConfigure(context);
    }
    if (!Files.isReadable(kubeconfig)) {
      throw new IllegalArgumentException("cannot read kubeconfig " + kubeconfig);
    }
    return Config.fromKubeconfig(context, kubeconfig.toFile());
  }
}
