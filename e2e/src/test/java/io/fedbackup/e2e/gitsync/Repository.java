package io.fedbackup.e2e.gitsync;

import io.fedbackup.e2e.fleet.Fleet;

/** YAML as team-shop writes it. */
final class Repository {

  private Repository() {}

  /** Cluster app-1 with a location, a policy, and a schedule that runs at once and each hour. */
  static String fleet(Fleet fleet) {
    return """
    apiVersion: fedbackup.io/v1alpha1
    kind: ApplicationCluster
    metadata: {name: app-1, namespace: team-shop}
    spec:
      access:
        kubeconfigSecretRef: {name: app-1-kubeconfig}
    ---
    apiVersion: fedbackup.io/v1alpha1
    kind: BackupLocation
    metadata: {name: backups, namespace: team-shop}
    spec:
      provider: azure
      azure: {storageAccount: %s, container: %s}
      clusters: {names: [app-1]}
    ---
    %s---
    %s"""
        .formatted(
            fleet.storageAccount(), fleet.container(), policy("hourly"), schedule("shop", false));
  }

  /** A policy that nothing needs to use. */
  static String policy(String name) {
    return """
    apiVersion: fedbackup.io/v1alpha1
    kind: SchedulePolicy
    metadata: {name: %s, namespace: team-shop}
    spec:
      interval: {minutes: 60, retain: 3}
    """
        .formatted(name);
  }

  /** A schedule that makes no run. */
  static String suspendedSchedule(String name) {
    return schedule(name, true);
  }

  private static String schedule(String name, boolean suspend) {
    return """
    apiVersion: fedbackup.io/v1alpha1
    kind: BackupSchedule
    metadata: {name: %s, namespace: team-shop}
    spec:
      clusters: {names: [app-1]}
      schedulePolicyRef: {name: hourly}
      locationRef: {name: backups}
      suspend: %s
      template:
        namespaces: [shop]
    """
        .formatted(name, suspend);
  }
}
