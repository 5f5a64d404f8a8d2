package io.fedbackup.reconciler.cluster;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fedbackup.reconciler.remote.RemoteCache;
import io.fedbackup.reconciler.remote.RemoteCluster;
import io.fedbackup.reconciler.remote.RemoteException;
import io.fedbackup.reconciler.remote.RemoteKind;
import io.fedbackup.reconciler.remote.RemoteKinds;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a cluster shows of its Stork.
 *
 * @param definitions names of Stork's custom resource definitions
 * @param deployed whether Stork's Deployment is there
 * @param hasAccount whether Stork's service account is there
 * @param version what it says
 * @param clientId of the identity that its pods use, or empty
 * @param tenantId of that identity, or empty
 * @param problem why something could not be looked at, or empty
 */
record StorkFacts(
    Set<String> definitions,
    boolean deployed,
    boolean hasAccount,
    StorkVersion version,
    String clientId,
    String tenantId,
    Optional<RemoteException> problem) {
  /** The kinds that nothing goes without. */
  static final Set<String> REQUIRED =
      Set.of(
          "applicationbackups.stork.libopenstorage.org",
          "applicationbackupschedules.stork.libopenstorage.org",
          "applicationrestores.stork.libopenstorage.org",
          "backuplocations.stork.libopenstorage.org",
          "rules.stork.libopenstorage.org",
          "schedulepolicies.stork.libopenstorage.org");

  /** What facts are read from. */
  static final List<RemoteKind<?>> KINDS =
      List.of(
          RemoteKinds.CUSTOM_RESOURCE_DEFINITIONS,
          RemoteKinds.STORK_DEPLOYMENT,
          RemoteKinds.STORK_SERVICE_ACCOUNTS,
          RemoteKinds.STORK_VERSION);

  private static final String GROUP_SUFFIX = ".stork.libopenstorage.org";
  private static final int MAXIMUM_ID = 36;

  /** Copies the collections. */
  StorkFacts {
    definitions = Set.copyOf(definitions);
  }

  /** Reads them from watches; empty as long as a first list is missing. */
  static Optional<StorkFacts> read(RemoteCluster cluster) {
    Optional<RemoteException> problem = Optional.empty();
    boolean complete = true;
    for (RemoteKind<?> kind : KINDS) {
      RemoteCache<?> cache = cluster.cache(kind);
      problem = problem.or(cache::failure);
      complete &= cache.synced() || cache.failure().isPresent();
    }
    return complete ? Optional.of(read(cluster, problem)) : Optional.empty();
  }

  /**
   * Stork's definitions without the label that keeps Gardener from deleting them, as far as they
   * are known already.
   */
  static List<String> unprotected(RemoteCluster cluster) {
    return definitions(cluster)
        .filter(meta -> !CrdProtection.isProtected(meta))
        .map(ObjectMeta::getName)
        .sorted()
        .toList();
  }

  private static Stream<ObjectMeta> definitions(RemoteCluster cluster) {
    return cluster.cache(RemoteKinds.CUSTOM_RESOURCE_DEFINITIONS).list().stream()
        .map(HasMetadata::getMetadata)
        .filter(meta -> meta.getName().endsWith(GROUP_SUFFIX));
  }

  private static StorkFacts read(RemoteCluster cluster, Optional<RemoteException> problem) {
    Optional<Deployment> deployment = cluster.cache(RemoteKinds.STORK_DEPLOYMENT).get("stork");
    Optional<ServiceAccount> account =
        cluster.cache(RemoteKinds.STORK_SERVICE_ACCOUNTS).get(cluster.stork().serviceAccountName());
    return new StorkFacts(
        definitions(cluster).map(ObjectMeta::getName).collect(Collectors.toUnmodifiableSet()),
        deployment.isPresent(),
        account.isPresent(),
        StorkVersion.of(cluster.cache(RemoteKinds.STORK_VERSION).get("stork-version"), deployment),
        identity(account, deployment, "client-id", "AZURE_CLIENT_ID"),
        identity(account, deployment, "tenant-id", "AZURE_TENANT_ID"),
        problem);
  }

  private static String identity(
      Optional<ServiceAccount> account,
      Optional<Deployment> deployment,
      String annotation,
      String variable) {
    return account
        .map(
            found ->
                Objects.requireNonNullElse(
                    found.getMetadata().getAnnotations(), Map.<String, String>of()))
        .map(annotations -> annotations.get("azure.workload.identity/" + annotation))
        .or(() -> deployment.flatMap(found -> variable(found, variable)))
        .filter(id -> id.length() <= MAXIMUM_ID)
        .orElse("");
  }

  private static Optional<String> variable(Deployment deployment, String name) {
    return deployment.getSpec().getTemplate().getSpec().getContainers().stream()
        .flatMap(container -> container.getEnv().stream())
        .filter(env -> name.equals(env.getName()))
        .map(EnvVar::getValue)
        .filter(Objects::nonNull)
        .findFirst();
  }
}
