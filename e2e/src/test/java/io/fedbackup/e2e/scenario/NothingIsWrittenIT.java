package io.fedbackup.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fedbackup.api.v1alpha1.ApplicationCluster;
import io.fedbackup.api.v1alpha1.Backup;
import io.fedbackup.api.v1alpha1.BackupPhase;
import io.fedbackup.api.v1alpha1.BackupStatus;
import io.fedbackup.api.v1alpha1.ClusterPhase;
import io.fedbackup.api.v1alpha1.ScheduleState;
import io.fedbackup.e2e.fleet.Fleet;
import io.fedbackup.e2e.fleet.FleetTest;
import io.fedbackup.e2e.programs.Installation;
import io.fedbackup.e2e.testbed.Testbed;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What keeps fedbackup from writing anything to a cluster, and how it says so. */
@FleetTest(applicationClusters = 1)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NothingIsWrittenIT {

  private static final String NO_CLEANUP = "shoot.gardener.cloud/no-cleanup";
  private static final String STORK = "stork.libopenstorage.org";
  private static final String MISPLACED = "misplaced";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path directory;

  private static Team team;
  private static OnCluster cluster;

  @BeforeAll
  static void start(Fleet fleet, Testbed testbed) {
    team = Team.on(fleet, testbed, directory);
    cluster = new OnCluster(fleet.applications().getFirst());
    team.installation().reconciler().startAndAwaitReady();
  }

  @AfterAll
  static void stop() {
    team.close();
  }

  @Test
  @Order(1)
  void nothing_is_written_to_a_shoot_before_its_backups_are_protected() {
    var client = cluster.cluster().client();
    client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName("shoot-info")
                .withNamespace("kube-system")
                .endMetadata()
                .withData(Map.of("provider", "azure"))
                .build())
        .create();
    var rights = Rights.on(cluster.cluster());

    try (var _ = rights.without("", "apiextensions.k8s.io", "customresourcedefinitions", "patch")) {
      team.apply(Intent.all(team.fleet()));

      var state =
          Eventually.found(
              "it is Disconnected",
              () -> team.inPhase(cluster.cluster(), ClusterPhase.DISCONNECTED));
      assertThat(state.getStatus().reason()).isEqualTo("BackupsUnprotected");
      assertThat(cluster.names()).isEmpty();
      assertThat(cluster.jobs()).isEmpty();
    }
    team.request(ApplicationCluster.class, cluster.cluster().name());

    team.awaitSuccess(cluster.cluster());
    assertThat(client.apiextensions().v1().customResourceDefinitions().list().getItems())
        .filteredOn(it -> it.getSpec().getGroup().equals(STORK))
        .isNotEmpty()
        .allSatisfy(
            it -> assertThat(it.getMetadata().getLabels()).containsEntry(NO_CLEANUP, "true"));
  }

  @Test
  @Order(2)
  void nothing_is_written_before_all_that_is_referred_to_is_there() {
    var before = cluster.names();

    team.apply(
        Intent.schedule("no-policy").replace("name: hourly", "name: later")
            + "---\n"
            + Intent.schedule("no-rule", "shop", "  preRuleRef: {name: later}")
            + "---\n"
            + Intent.schedule("no-place").replace("name: backups", "name: later")
            + "---\n"
            + Intent.backup("no-rule-now", cluster.cluster().name(), "preRuleRef: {name: later}")
            + "---\n"
            + Intent.backup("no-place-now", cluster.cluster().name(), "")
                .replace("name: backups", "name: later"));

    blocked("no-policy", "PolicyNotFound");
    blocked("no-rule", "RuleNotFound");
    blocked("no-place", "LocationNotFound");
    pending("no-rule-now", "RuleNotFound");
    pending("no-place-now", "LocationNotFound");
    assertThat(cluster.names()).isEqualTo(before);

    // and all that is there now begins by itself
    team.apply(Intent.rule("later") + "---\n" + Intent.policy("later", 60));
    team.awaitSuccessOf("no-policy", cluster.cluster());
    team.awaitSuccessOf("no-rule", cluster.cluster());
    Eventually.found("it succeeds", () -> team.inPhase("no-rule-now", BackupPhase.SUCCESS));
    assertThat(cluster.backups("no-place")).isEmpty();
  }

  @Test
  @Order(3)
  void stork_explains_why_it_does_not_begin() {
    // given a cluster whose backups are written to a namespace where Stork does not take them
    adminNamespace("fb-admin");
    team.apply(
        Intent.cluster(MISPLACED)
                .replace("    stage: prod\n", "    stage: test\n")
                .replace(MISPLACED + "-kubeconfig", cluster.cluster().name() + "-kubeconfig")
                .replace("  access:", "  stork: {adminNamespace: fb-admin}\n  access:")
            + "---\n"
            + Intent.location(team.fleet())
                .replace("name: backups", "name: elsewhere")
                .replace("stage: prod", "stage: test"));

    team.apply(Intent.backup("silent", MISPLACED, "").replace("name: backups", "name: elsewhere"));

    var status =
        Eventually.found(
            "Stork's own words",
            () ->
                team.find(Backup.class, "silent")
                    .map(Backup::getStatus)
                    .filter(it -> String.valueOf(it.message()).contains("Spec.Namespaces")));
    assertThat(status.phase()).isEqualTo(BackupPhase.PENDING);
    assertThat(status.message()).contains(MISPLACED);
    assertThat(status.conditions())
        .filteredOn(it -> it.type().equals("Ready"))
        .singleElement()
        .satisfies(it -> assertThat(it.message()).contains("Spec.Namespaces"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @Order(4)
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "ApplicationCluster | spec.access.shoot       | {access: {shoot: {gardenSecretRef: {name: garden}, project: p, name: s}}}",
        "ApplicationCluster | spec.sharedWith         | {access: {kubeconfigSecretRef: {name: APP-kubeconfig}}, sharedWith: [{namespaces: [other], applicationNamespaces: [shop]}]}",
        "ApplicationCluster | spec.onRemoval.backups  | {access: {kubeconfigSecretRef: {name: APP-kubeconfig}}, onRemoval: {backups: Remove}}",
        "BackupLocation | spec.clusters.namespaces    | {AZURE, clusters: {names: [APP], namespaces: [other]}}",
        "BackupLocation | spec.encryptionKeySecretRef | {AZURE, clusters: {names: [APP]}, encryptionKeySecretRef: {name: key, key: key}}",
        "BackupLocation | spec.sync                   | {AZURE, clusters: {names: [APP]}, sync: {mode: Interval}}",
        "BackupLocation | spec.sharedWith             | {AZURE, clusters: {names: [APP]}, sharedWith: [{namespaces: [other]}]}",
        "SchedulePolicy | spec.weekly.days            | {weekly: {days: [Mon, Tue], time: `22:30`}}",
        "SchedulePolicy | spec.monthly.dates          | {monthly: {dates: [1, 15], time: `22:30`}}",
        "SchedulePolicy | spec.sharedWith             | {interval: {minutes: 60}, sharedWith: [{namespaces: [other]}]}",
        "Rule | spec.sharedWith                       | {rules: [{podSelector: {a: b}, actions: [{type: command, value: sync}]}], sharedWith: [{namespaces: [other]}]}",
        "BackupSchedule | spec.clusters.namespaces    | {clusters: {names: [APP], namespaces: [other]}, POLICY, LOCATION, TEMPLATE}",
        "BackupSchedule | spec.acceptSnapshots        | {clusters: {names: [APP]}, acceptSnapshots: true, POLICY, LOCATION, TEMPLATE}",
        "BackupSchedule | spec.locationRef.namespace  | {clusters: {names: [APP]}, POLICY, locationRef: {name: backups, namespace: other}, TEMPLATE}",
        "BackupSchedule | spec.schedulePolicyRef.namespace   | {clusters: {names: [APP]}, schedulePolicyRef: {name: hourly, namespace: other}, LOCATION, TEMPLATE}",
        "BackupSchedule | spec.template.preRuleRef.namespace | {clusters: {names: [APP]}, POLICY, LOCATION, template: {namespaces: [shop], preRuleRef: {name: r, namespace: other}}}",
        "BackupSchedule | spec.template.postRuleRef.namespace | {clusters: {names: [APP]}, POLICY, LOCATION, template: {namespaces: [shop], postRuleRef: {name: r, namespace: other}}}",
        "Backup | spec.reclaimPolicy                  | {clusterRef: {name: APP}, LOCATION, namespaces: [shop], reclaimPolicy: Delete}",
        "Backup | spec.sharedWith                     | {clusterRef: {name: APP}, LOCATION, namespaces: [shop], sharedWith: [{namespaces: [other], access: View}]}",
        "Backup | spec.clusterRef.namespace           | {clusterRef: {name: APP, namespace: other}, LOCATION, namespaces: [shop]}",
        "Backup | spec.locationRef.namespace          | {clusterRef: {name: APP}, locationRef: {name: backups, namespace: other}, namespaces: [shop]}",
        "Backup | spec.preRuleRef.namespace           | {clusterRef: {name: APP}, LOCATION, namespaces: [shop], preRuleRef: {name: r, namespace: other}}",
      })
  void what_comes_later_is_refused_by_the_fields_name(String kind, String field, String spec) {
    var before = cluster.names();
    var name = "later-" + Integer.toHexString(field.hashCode());

    team.apply(
        """
        apiVersion: fedbackup.io/v1alpha1
        kind: %s
        metadata: {name: %s, namespace: team-shop}
        spec: %s
        """
            .formatted(kind, name, written(spec)));

    var stalled = Eventually.found("it is Stalled", () -> stalled(kind, name));
    assertThat(stalled).containsEntry("reason", "NotYetSupported");
    assertThat(String.valueOf(stalled.get("message"))).contains(field);
    assertThat(cluster.names()).isEqualTo(before);
    object(kind, name).delete();
  }

  private static String written(String spec) {
    return spec.replace(
            "AZURE", "provider: azure, azure: {storageAccount: ACCOUNT, container: BOX}")
        .replace("ACCOUNT", team.fleet().storageAccount())
        .replace("BOX", team.fleet().container())
        .replace("POLICY", "schedulePolicyRef: {name: hourly}")
        .replace("LOCATION", "locationRef: {name: backups}")
        .replace("TEMPLATE", "template: {namespaces: [shop]}")
        .replace("APP", cluster.cluster().name())
        .replace('`', '"');
  }

  private static Resource<GenericKubernetesResource> object(String kind, String name) {
    return team.installation()
        .backup()
        .genericKubernetesResources("fedbackup.io/v1alpha1", kind)
        .inNamespace(Installation.NAMESPACE)
        .withName(name);
  }

  private static Optional<Map<String, Object>> stalled(String kind, String name) {
    List<Map<String, Object>> conditions = object(kind, name).get().get("status", "conditions");
    return conditions == null
        ? Optional.empty()
        : conditions.stream()
            .filter(it -> "Stalled".equals(it.get("type")) && "True".equals(it.get("status")))
            .findFirst();
  }

  private static void blocked(String schedule, String reason) {
    var state =
        Eventually.found(
            schedule + " is blocked",
            () ->
                team.scheduleOn(schedule, cluster.cluster())
                    .filter(it -> it.state() == ScheduleState.BLOCKED));
    assertThat(state.reason()).isEqualTo(reason);
    assertThat(state.message()).contains("later");
  }

  private static void pending(String backup, String reason) {
    var status =
        Eventually.found(
            backup + " waits",
            () ->
                team.find(Backup.class, backup)
                    .map(Backup::getStatus)
                    .filter(it -> reason.equals(it.reason())));
    assertThat(status).extracting(BackupStatus::phase).isEqualTo(BackupPhase.PENDING);
    assertThat(status.stork()).isNull();
    assertThat(status.message()).contains("later");
  }

  /** A namespace where fedbackup may do what it may do in kube-system. */
  private static void adminNamespace(String name) {
    var client = cluster.cluster().client();
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
    for (var role : client.rbac().roles().inNamespace("kube-system").list().getItems()) {
      if (role.getMetadata().getName().startsWith("fedbackup")) {
        client
            .resource(
                new RoleBuilder()
                    .withNewMetadata()
                    .withName(role.getMetadata().getName())
                    .withNamespace(name)
                    .endMetadata()
                    .withRules(role.getRules())
                    .build())
            .create();
      }
    }
    for (var binding : client.rbac().roleBindings().inNamespace("kube-system").list().getItems()) {
      if (binding.getMetadata().getName().startsWith("fedbackup")) {
        client
            .resource(
                new RoleBindingBuilder()
                    .withNewMetadata()
                    .withName(binding.getMetadata().getName())
                    .withNamespace(name)
                    .endMetadata()
                    .withRoleRef(binding.getRoleRef())
                    .withSubjects(binding.getSubjects())
                    .build())
            .create();
      }
    }
  }
}
