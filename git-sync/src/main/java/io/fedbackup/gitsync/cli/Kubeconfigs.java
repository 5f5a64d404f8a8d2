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
  /** Who sits at a terminal wants to know within seconds that no API server is there. */
  private static final int RETRIES = 2;

  private Kubeconfigs() {}

  /**
   * Reads the configuration.
   *
   * @throws IllegalArgumentException where the file or the context is not there
   */
  static Config read(@Nullable Path kubeconfig, @Nullable String context) {
    var config = kubeconfig == null ? Config.autoConfigure(context) : file(kubeconfig, context);
    config.setRequestRetryBackoffLimit(RETRIES);
    return config;
  }

  private static Config file(Path kubeconfig, @Nullable String context) {
    if (!Files.isReadable(kubeconfig)) {
      throw new IllegalArgumentException("cannot read kubeconfig " + kubeconfig);
    }
    return Config.fromKubeconfig(context, kubeconfig.toFile());
  }
}
