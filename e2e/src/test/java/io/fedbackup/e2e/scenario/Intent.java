package io.fedbackup.e2e.scenario;

import io.fedbackup.e2e.fleet.Fleet;

/** YAML as a team writes it, for the clusters of a test's fleet. */
final class Intent {

  private Intent() {}

  static String cluster(String name) {
    return """
    apiVersion: fedbackup.io/v1alpha1
    kind: ApplicationCluster
    metadata:
      name: %1$s
      namespace: team-shop
      labels:
        stage: prod
    spec:
      access:
        kubeconfigSecretRef:
          name: %1$s-kubeconfig
    """
        .formatted(name);
  }

  static String location(Fleet fleet) {
    return """
    apiVersion: fedbackup.io/v1alpha1
    kind: BackupLocation
    metadata:
      name: backups
      namespace: team-shop
    spec:
      provider: azure
      azure:
        storageAccount: %s
        container: %s
      clusters:
        selector:
          matchLabels:
            stage: prod
    """
        .formatted(fleet.storageAccount(), fleet.container());
  }

  static String hourly() {
    return """
    apiVersion: fedbackup.io/v1alpha1
    kind: SchedulePolicy
    metadata:
      name: hourly
      namespace: team-shop
    spec:
      interval:
        minutes: 60
        retain: 3
    """;
  }

  /** A policy of another interval. */
  static String policy(String name, int minutes) {
    return """
    apiVersion: fedbackup.io/v1alpha1
    kind: SchedulePolicy
    metadata:
      name: %s
      namespace: team-shop
    spec:
      interval:
        minutes: %d
        retain: 3
    """
        .formatted(name, minutes);
  }

  /** A rule that finds no pod. */
  static String rule(String name) {
    return """
    apiVersion: fedbackup.io/v1alpha1
    kind: Rule
    metadata:
      name: %s
      namespace: team-shop
    spec:
      rules:
      - podSelector: {app: database}
        actions:
        - {type: command, value: sync}
    """
        .formatted(name);
  }

  /**
   * A backup of namespace shop on demand.
   *
   * @param more further lines of its spec, or nothing
   */
  static String backup(String name, String cluster, String more) {
    return """
    apiVersion: fedbackup.io/v1alpha1
    kind: Backup
    metadata:
      name: %s
      namespace: team-shop
    spec:
      clusterRef: {name: %s}
      locationRef: {name: backups}
      namespaces: [shop]
    """
            .formatted(name, cluster)
        + more.indent(2);
  }

  /** A schedule of namespace shop on every cluster. */
  static String schedule(String name) {
    return schedule(name, "shop", "");
  }

  /**
   * A schedule.
   *
   * @param more further lines of its spec, or nothing
   */
  static String schedule(String name, String namespace, String more) {
    return """
    apiVersion: fedbackup.io/v1alpha1
    kind: BackupSchedule
    metadata:
      name: %s
      namespace: team-shop
    spec:
      clusters:
        selector:
          matchLabels:
            stage: prod
      schedulePolicyRef:
        name: hourly
      locationRef:
        name: backups
      template:
        namespaces: [%s]
    """
            .formatted(name, namespace)
        + more.indent(2);
  }

  /** Everything for a fleet: clusters, location, policy and schedule {@code shop-hourly}. */
  static String all(Fleet fleet) {
    var documents = new StringBuilder();
    fleet.applications().forEach(it -> documents.append(cluster(it.name())).append("---\n"));
    return documents + location(fleet) + "---\n" + hourly() + "---\n" + schedule("shop-hourly");
  }
}
