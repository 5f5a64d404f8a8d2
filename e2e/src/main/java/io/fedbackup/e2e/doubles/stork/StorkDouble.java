package io.fedbackup.e2e.doubles.stork;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * Stands for Stork 26.3 in an application cluster. The kubelet double runs it as the container of
 * Stork's Deployment, with its service account, environment and token volume; it reaches the object
 * store with a token obtained through the federation, and writes real objects.
 *
 * <p>Kept: CRDs without schema and without status subresource, ConfigMaps and default policies at
 * start; leader election; ApplicationBackup, ApplicationBackupSchedule, BackupLocation,
 * SchedulePolicy and Rule with their stages, hangs, Events and gaps in deletion; plain updates with
 * zero values and nulls; the end of the process on a NamespacedSchedulePolicy that comes by watch.
 *
 * <p>Left out, and therefore not to be concluded from a test that passes here:
 *
 * <ul>
 *   <li>restores and the sync of backups, and with it that one BackupLocation with a wrong JSON
 *       type or without its Secret stops the sync of all; here it ends only its own backups;
 *   <li>volumes and drivers, and with them the hangs for a missing ConfigMap {@code kdmp-config} or
 *       a missing snapshot class;
 *   <li>cluster-scoped kinds and registered custom resources; commands in pods;
 *   <li>secrets of locations and encryption (refused); S3, Google and NFS;
 *   <li>the limit of five requests a second, so that many backups at once are quicker here;
 *       metrics;
 *   <li>that SIGTERM does not reliably end the process: this one ends, so a pod that is deleted
 *       does not take its whole grace period.
 * </ul>
 *
 * <p>Not Stork's: environment variables {@value StorkSettings#SYNC_INTERVAL}, {@value
 * StorkSettings#LEASE} and {@value StorkSettings#VERSION}, and the store's endpoint and CA bundle,
 * which the tests set.
 */
public final class StorkDouble {

  private StorkDouble() {}

  /** Runs until the process is ended. */
  public static void main(String[] arguments) throws InterruptedException {
    var environment = System.getenv();
    var files =
        StorkSettings.podRoot(environment.get("FEDBACKUP_POD_ROOT"))
            .resolve("var/run/secrets/kubernetes.io/serviceaccount");
    var namespace = read(files.resolve("namespace"));
    var settings = StorkSettings.from(environment, namespace);
    var client =
        new KubernetesClientBuilder().withConfig(inClusterConfig(environment, files)).build();
    Log.line("Stork double " + settings.version() + " in namespace " + namespace);
    elect(client, namespace, settings.lease(), () -> lead(client, settings, environment));
    new CountDownLatch(1).await();
  }

  private static Config inClusterConfig(Map<String, String> environment, Path files) {
    return new ConfigBuilder(Config.empty())
        .withMasterUrl(
            "https://"
                + Objects.requireNonNull(environment.get("KUBERNETES_SERVICE_HOST"))
                + ":"
                + Objects.requireNonNull(environment.get("KUBERNETES_SERVICE_PORT")))
        .withCaCertFile(files.resolve("ca.crt").toString())
        .withOauthTokenProvider(() -> read(files.resolve("token")))
        .build();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("The pod has no " + file.getFileName(), e);
    }
  }

  private static void elect(
      KubernetesClient client, String namespace, Duration lease, Runnable lead) {
    var identity = "stork-" + UUID.randomUUID();
    var callbacks =
        new LeaderCallbacks(
            () -> Thread.ofPlatform().name("stork").start(lead),
            () -> Runtime.getRuntime().halt(1),
            _ -> {});
    var config =
        new LeaderElectionConfigBuilder()
            .withName("stork")
            .withLock(new LeaseLock(namespace, "stork", identity))
            .withLeaseDuration(lease)
            .withRenewDeadline(lease.multipliedBy(2).dividedBy(3))
            .withRetryPeriod(lease.dividedBy(7))
            .withReleaseOnCancel(true)
            .withLeaderCallbacks(callbacks)
            .build();
    var _ = client.leaderElector().withConfig(config).build().start();
  }

  private static void lead(
      KubernetesClient client, StorkSettings settings, Map<String, String> environment) {
    var api = new StorkApi(client);
    new Registration(client, api, settings).run();
    var store = new BackupStore(api, new ObjectStores(environment));
    var policies = new NamespacedPolicies(client, api);
    var schedules =
        new ScheduleController(api, settings, store, new PolicyCache(client), policies::seen);
    var backups = new BackupController(client, api, settings, store);
    start(client, Kinds.APPLICATION_BACKUP, backups);
    start(client, Kinds.APPLICATION_BACKUP_SCHEDULE, schedules);
    Log.line("controllers started");
  }

  private static void start(KubernetesClient client, Kinds kind, WorkLoop.Controller controller) {
    new WorkLoop(client, kind, controller);
  }

  /** NamespacedSchedulePolicies that were created or changed while this process runs. */
  private static final class NamespacedPolicies {
    private final Set<String> initial = ConcurrentHashMap.newKeySet();
    private final Set<String> watched = ConcurrentHashMap.newKeySet();

    NamespacedPolicies(KubernetesClient client, StorkApi api) {
      api.list(Kinds.NAMESPACED_SCHEDULE_POLICY.everywhere())
          .forEach(
              policy ->
                  initial.add(
                      version(
                          policy.path("metadata").path("resourceVersion").asText(),
                          StorkApi.namespace(policy),
                          StorkApi.name(policy))));
      new WorkLoop(
          client,
          Kinds.NAMESPACED_SCHEDULE_POLICY,
          (_, _) -> Duration.ZERO,
          policy -> {
            var metadata = policy.getMetadata();
            if (!initial.contains(
                version(
                    metadata.getResourceVersion(), metadata.getNamespace(), metadata.getName()))) {
              watched.add(metadata.getNamespace() + "/" + metadata.getName());
            }
          });
    }

    private static String version(String resourceVersion, String namespace, String name) {
      return resourceVersion + "/" + namespace + "/" + name;
    }

    boolean seen(String namespace, String name) {
      return watched.contains(namespace + "/" + name);
    }
  }
}
