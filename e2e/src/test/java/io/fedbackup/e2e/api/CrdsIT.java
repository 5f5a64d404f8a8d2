package io.fedbackup.e2e.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionCondition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fedbackup.api.crd.CrdResource;
import io.fedbackup.api.crd.CrdResources;
import io.fedbackup.e2e.fleet.ControlPlaneTest;
import io.fedbackup.e2e.testbed.ControlPlane;
import io.fedbackup.e2e.testbed.Definitions;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a real API server makes of the CRDs. */
@ControlPlaneTest
class CrdsIT {

  private static KubernetesClient client;

  @BeforeAll
  static void install_the_crds(ControlPlane cluster) {
    client = cluster.client();
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName("team-shop").endMetadata().build())
        .create();
    crds().forEach(crd -> client.resource(crd.definition()).create());
    crds().forEach(crd -> Definitions.awaitEstablished(client, crd.name()));
  }

  private static List<CrdResource> crds() {
    return CrdResources.all();
  }

  private static List<CustomResourceDefinitionCondition> conditions(CrdResource crd) {
    var definitions = client.apiextensions().v1().customResourceDefinitions();
    return definitions.withName(crd.name()).get().getStatus().getConditions();
  }

  @ParameterizedTest
  @MethodSource("crds")
  void the_api_server_finds_nothing_wrong_with_the_schema(CrdResource crd) {
    assertThat(conditions(crd))
        .filteredOn(condition -> condition.getStatus().equals("True"))
        .extracting(CustomResourceDefinitionCondition::getType)
        .containsExactlyInAnyOrder("NamesAccepted", "Established");
  }

  @ParameterizedTest
  @MethodSource("crds")
  void the_example_is_accepted_by_strict_validation(CrdResource crd) {
    var example = Documents.example(crd.kind(), "");

    var created = client.resource(example).fieldValidation(Validation.STRICT).create();

    assertThat(created.getMetadata().getUid()).isNotBlank();
    client.resource(created).delete();
  }

  @ParameterizedTest
  @CsvSource({
    "ApplicationCluster, 'spec: {stork: null}', spec.stork.namespace, portworx",
    "ApplicationCluster, 'spec: {stork: {namespace: px}}', spec.stork.adminNamespace, kube-system",
    "ApplicationCluster, 'spec: {removalTimeout: null}', spec.removalTimeout, 1h",
    "ApplicationCluster, 'spec: {onRemoval: null}', spec.onRemoval.backups, Retain",
    "BackupLocation, 'spec: {validation: null}', spec.validation.interval, 1h",
    "BackupLocation, 'spec: {sync: {mode: Interval}}', spec.sync.interval, 1h",
    "BackupLocation, 'spec: {azure: {environment: null}}', spec.azure.environment,"
        + " AzurePublicCloud",
    "SchedulePolicy, 'spec: {interval: {minutes: 5}}', spec.interval.retain, 10",
    "SchedulePolicy, 'spec: {daily: {retain: null}}', spec.daily.retain, 10",
    "SchedulePolicy, 'spec: {weekly: {retain: null}}', spec.weekly.retain, 5",
    "SchedulePolicy, 'spec: {monthly: {dates: [1], time: \"01:00\"}}', spec.monthly.retain, 12",
    "Rule, '', spec.rules.0.actions.0.background, false",
    "BackupSchedule, 'spec: {reclaimPolicy: null}', spec.reclaimPolicy, Delete",
    "BackupSchedule, '', spec.catchUp, true",
    "BackupSchedule, '', spec.acceptSnapshots, false",
    "BackupSchedule, 'spec: {template: {timeout: null}}', spec.template.timeout, 24h",
    "Backup, 'spec: {reclaimPolicy: null}', spec.reclaimPolicy, Retain",
    "GitSync, 'spec: {prune: null}', spec.prune.maximum, 20%",
    "GitSync, '', spec.driftHistory, 168h",
    "GitSync, 'spec: {serviceAccountName: null}', spec.serviceAccountName, default",
  })
  void what_is_left_out_has_its_default(String kind, String patch, String path, String value) {
    var created = client.resource(Documents.example(kind, patch)).create();

    assertThat(Documents.at(created, path)).hasToString(value);
    client.resource(created).delete();
  }

  @ParameterizedTest
  @MethodSource("io.fedbackup.e2e.api.CrdCases#refused")
  void a_bad_object_is_refused_with_the_field_and_what_is_allowed(CrdCases.Refused bad) {
    assertThatThrownBy(() -> client.resource(Documents.example(bad.kind(), bad.patch())).create())
        .isInstanceOfSatisfying(KubernetesClientException.class, e -> assertNames(e, bad));
  }

  @ParameterizedTest
  @MethodSource("io.fedbackup.e2e.api.CrdCases#immutable")
  void what_is_immutable_stays_as_it_was(CrdCases.Refused change) {
    var before = change.kind().equals("Backup") ? CrdCases.FULL_BACKUP : "";
    var created = client.resource(Documents.example(change.kind(), before)).create();
    try {
      assertThatThrownBy(() -> update(change.kind(), before, change.patch()))
          .isInstanceOfSatisfying(KubernetesClientException.class, e -> assertNames(e, change));
    } finally {
      client.resource(created).delete();
    }
  }

  @Test
  void a_backup_may_be_kept_and_shared_later_but_not_given_up() {
    var created =
        client.resource(Documents.example("Backup", "spec: {reclaimPolicy: Delete}")).create();

    update("Backup", "spec: {reclaimPolicy: Retain}");
    update("Backup", "spec: {sharedWith: [{namespaces: [audit], access: View}]}");

    assertThatThrownBy(() -> update("Backup", "spec: {reclaimPolicy: Delete}"))
        .hasMessageContaining("spec.reclaimPolicy")
        .hasMessageContaining("from Delete to Retain only");
    client.resource(created).delete();
  }

  @Test
  void an_unknown_field_is_refused_by_name() {
    var document = Documents.example("BackupLocation", "spec: {nfs: {server: files}}");

    assertThatThrownBy(() -> client.resource(document).fieldValidation(Validation.STRICT).create())
        .hasMessageContaining("unknown field \"spec.nfs\"");
  }

  @Test
  void a_backup_may_have_the_long_name_of_what_stork_made() {
    var name = "x".repeat(40) + "-0123456789-interval-2026-11-22-101530";

    var created =
        client.resource(Documents.example("Backup", "metadata: {name: " + name + "}")).create();

    assertThat(created.getMetadata().getName()).isEqualTo(name);
    client.resource(created).delete();
  }

  private static void update(String kind, String... patches) {
    client.resource(Documents.example(kind, patches)).update();
  }

  private static void assertNames(KubernetesClientException problem, CrdCases.Refused expected) {
    assertThat(problem.getStatus().getDetails().getCauses())
        .anySatisfy(
            cause -> {
              assertThat(cause.getField()).isEqualTo(expected.field());
              assertThat(cause.getMessage()).contains(expected.message());
            });
  }
}
