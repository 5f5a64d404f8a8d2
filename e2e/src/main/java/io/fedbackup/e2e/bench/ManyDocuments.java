package io.fedbackup.e2e.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A large repository as many teams would have it: each with clusters, locations, policies, rules
 * and, mostly, schedules that refer to these. Valid, and without warnings.
 */
final class ManyDocuments {

  private static final int PER_TEAM = 500;
  private static final int CLUSTERS = 10;
  private static final int LOCATIONS = 4;
  private static final int POLICIES = 36;
  private static final int RULES = 50;

  private ManyDocuments() {}

  /** That many documents. */
  static List<String> of(int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> document("team-%02d".formatted(number / PER_TEAM), number % PER_TEAM))
        .toList();
  }

  /** Writes them, so many to a file, 100 files to a folder. */
  static void write(Path folder, List<String> documents, int perFile) {
    var files = new ArrayList<String>();
    for (int from = 0; from < documents.size(); from += perFile) {
      files.add(
          String.join(
              "---\n", documents.subList(from, Math.min(documents.size(), from + perFile))));
    }
    for (int i = 0; i < files.size(); i++) {
      write(folder.resolve("%03d/%05d.yaml".formatted(i / 100, i)), files.get(i));
    }
  }

  static void write(Path file, String text) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  private static String document(String team, int number) {
    int rest = number;
    if (rest < CLUSTERS) {
      return cluster(team, rest);
    }
    rest -= CLUSTERS;
    if (rest < LOCATIONS) {
      return location(team, rest);
    }
    rest -= LOCATIONS;
    if (rest < POLICIES) {
      return policy(team, rest);
    }
    rest -= POLICIES;
    return rest < RULES ? rule(team, rest) : schedule(team, rest - RULES);
  }

  private static String stage(int number) {
    return number % 2 == 0 ? "prod" : "test";
  }

  private static String cluster(String team, int number) {
    return """
    apiVersion: fedbackup.io/v1alpha1
    kind: ApplicationCluster
    metadata:
      name: %1$s-cluster-%2$d
      namespace: %1$s
      labels:
        stage: %3$s
        region: eu
    spec:
      access:
        kubeconfigSecretRef:
          name: cluster-%2$d-kubeconfig
    """
        .formatted(team, number, stage(number));
  }

  private static String location(String team, int number) {
    return """
    apiVersion: fedbackup.io/v1alpha1
    kind: BackupLocation
    metadata:
      name: location-%2$d
      namespace: %1$s
    spec:
      provider: azure
      azure:
        storageAccount: backups%4$s
        container: %1$s-%2$d
      clusters:
        selector:
          matchLabels:
            stage: %3$s
    """
        .formatted(team, number, stage(number), team.replace("-", ""));
  }

  private static String policy(String team, int number) {
    var when =
        switch (number % 3) {
          case 0 -> "interval:\n    minutes: %d\n    retain: 24".formatted(15 + number);
          case 1 -> "daily:\n    time: \"%02d:30\"\n    retain: 14".formatted(number % 24);
          default ->
              "weekly:\n    days: [Sun]\n    time: \"%02d:00\"\n    retain: 8"
                  .formatted(number % 24);
        };
    return """
    apiVersion: fedbackup.io/v1alpha1
    kind: SchedulePolicy
    metadata:
      name: policy-%d
      namespace: %s
    spec:
      %s
    """
        .formatted(number, team, when);
  }

  private static String rule(String team, int number) {
    return """
    apiVersion: fedbackup.io/v1alpha1
    kind: Rule
    metadata:
      name: rule-%d
      namespace: %s
    spec:
      rules:
        - podSelector:
            app: database-%d
          actions:
            - type: command
              value: psql -c CHECKPOINT
              runInSinglePod: true
    """
        .formatted(number, team, number);
  }

  private static String schedule(String team, int number) {
    return """
    apiVersion: fedbackup.io/v1alpha1
    kind: BackupSchedule
    metadata:
      name: app-%2$d
      namespace: %1$s
      labels:
        app.kubernetes.io/part-of: app-%2$d
        owner: %1$s
      annotations:
        example.com/contact: "%1$s@example.com"
    spec:
      clusters:
        selector:
          matchLabels:
            stage: %3$s
      schedulePolicyRef:
        name: policy-%4$d
      locationRef:
        name: location-%5$d
      template:
        namespaces: [app-%2$d, app-%2$d-jobs]
        preRuleRef:
          name: rule-%6$d   # a comment, as people write them
    """
        .formatted(
            team, number, stage(number), number % POLICIES, number % LOCATIONS, number % RULES);
  }
}
