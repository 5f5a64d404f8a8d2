package io.fedbackup.reconciler.app;

import io.fedbackup.reconciler.remote.RequestLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the command line says. */
final class Options {
  @Option(
      names = "--kubeconfig",
      description = "Kubeconfig of the backup cluster; default: the pod's service account.")
  @Nullable Path kubeconfig;

  @Option(
      names = "--namespace",
      description = "Namespace to look after; may be repeated. Default: all.")
  List<String> namespaces = List.of();

  @Option(
      names = "--installation",
      description =
          "ID of the installation; default: UID of the backup cluster's kube-system. A rebuilt"
              + " backup cluster is given the old one.")
  @Nullable String installation;

  @Option(
      names = "--agent-image",
      required = true,
      description = "Image of the agent, unless an ApplicationCluster names another one.")
  String agentImage = "";

  @Option(
      names = "--agent-env",
      paramLabel = "NAME=VALUE",
      description = "Environment of the agents; may be repeated.")
  Map<String, String> agentEnv = Map.of();

  @Option(
      names = "--health-address",
      paramLabel = "HOST:PORT",
      defaultValue = "0.0.0.0:8080",
      description = "Where /healthz, /readyz and /metrics are served; default: ${DEFAULT-VALUE}.")
  String healthAddress = "";

  @Option(
      names = "--leader-election",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Only the holder of a Lease works; default: ${DEFAULT-VALUE}.")
  boolean leaderElection;

  @Option(
      names = "--lease-namespace",
      defaultValue = "fedbackup",
      description = "Namespace of the Lease; default: ${DEFAULT-VALUE}.")
  String leaseNamespace = "";

  @Option(
      names = "--lease-seconds",
      paramLabel = "N",
      defaultValue = "15",
      description =
          "After that many seconds without renewal another replica takes over; default:"
              + " ${DEFAULT-VALUE}.")
  int leaseSeconds;

  @Option(
      names = "--identity",
      description =
          "Name of this replica in the Lease; default: the host's name and a random part.")
  @Nullable String identity;

  @Option(
      names = "--threads",
      defaultValue = "256",
      description =
          "Reconciliations at a time, of all kinds together; one that waits for a cluster holds no"
              + " operating system's thread. Default: ${DEFAULT-VALUE}.")
  int threads;

  @Option(
      names = "--resync",
      defaultValue = "PT1H",
      description = "Each object is looked at at least this often (ISO 8601); default: 1 hour.")
  Duration resync = Duration.ofHours(1);

  @Option(
      names = "--silence",
      defaultValue = "PT2M",
      description =
          "A cluster whose watches are silent for this long is asked whether it is there"
              + " (ISO 8601); default: 2 minutes.")
  Duration silence = Duration.ofMinutes(2);

  @Option(
      names = "--log-format",
      defaultValue = "json",
      description = "json or text; default: ${DEFAULT-VALUE}.")
  LogFormat logFormat = LogFormat.json;

  /** How log lines look. */
  enum LogFormat {
    json,
    text
  }

  Set<String> watchedNamespaces() {
    return Set.copyOf(namespaces);
  }

  RequestLimits limits() {
    RequestLimits defaults = RequestLimits.defaults();
    return new RequestLimits(
        defaults.connect(),
        defaults.request(),
        silence,
        defaults.firstBackOff(),
        defaults.longestBackOff());
  }

  String replica() {
    return Optional.ofNullable(identity)
        .filter(name -> !name.isBlank())
        .orElseGet(
            () -> System.getenv().getOrDefault("HOSTNAME", "reconciler") + "_" + UUID.randomUUID());
  }
}
