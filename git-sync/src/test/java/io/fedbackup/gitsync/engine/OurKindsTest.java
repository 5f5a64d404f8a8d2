package io.fedbackup.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.fedbackup.api.crd.CrdResources;
import io.fedbackup.api.v1alpha1.DriftReport;
import io.fedbackup.gitsync.report.Problem;
import io.fedbackup.gitsync.report.Rule;
import io.fedbackup.gitsync.validate.KnownObjects;
import io.fedbackup.gitsync.validate.Scope;
import io.fedbackup.gitsync.validate.SourceDocuments;
import io.fedbackup.gitsync.validate.Validated;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The definitions of our own kinds, and what they do not say but we refuse. */
class OurKindsTest {
  private static final String CLUSTER =
      """
      apiVersion: fedbackup.io/v1alpha1
      kind: ApplicationCluster
      metadata: {name: east}
      spec:
        access:
          kubeconfigSecretRef: {name: east-kubeconfig}
      """;
  private static final String LOCATION =
      """
      apiVersion: fedbackup.io/v1alpha1
      kind: BackupLocation
      metadata: {name: store}
      spec:
        provider: azure
        azure: {storageAccount: backups, container: team}
        clusters: {names: [east]}
      """;
  private static final String POLICY =
      """
      apiVersion: fedbackup.io/v1alpha1
      kind: SchedulePolicy
      metadata: {name: nightly}
      spec:
        daily: {time: "22:30"}
      """;
  private static final String SCHEDULE =
      """
      apiVersion: fedbackup.io/v1alpha1
      kind: BackupSchedule
      metadata: {name: shop}
      spec:
        clusters: {names: [east]}
        schedulePolicyRef: {name: nightly}
        locationRef: {name: store}
        template:
          namespaces: [shop]
      """;

  @Test
  void a_fleet_whose_references_are_there_is_valid() {
    assertThat(validate(CLUSTER, LOCATION, POLICY, SCHEDULE).problems()).isEmpty();
  }

  @Test
  void references_that_lead_nowhere_are_refused_at_their_place() {
    assertThat(validate(SCHEDULE).problems())
        .extracting(Problem::rule, Problem::field)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(Rule.REFERENCE_NOT_FOUND, "spec.clusters.names[0]"),
            org.assertj.core.groups.Tuple.tuple(
                Rule.REFERENCE_NOT_FOUND, "spec.schedulePolicyRef.name"),
            org.assertj.core.groups.Tuple.tuple(Rule.REFERENCE_NOT_FOUND, "spec.locationRef.name"));
  }

  @Test
  void references_to_what_is_there_otherwise_are_accepted() {
    KnownObjects everything = Set::copyOf;

    assertThat(validate(everything, SCHEDULE).isValid()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "provider: azure | provider: nfs | Unsupported | spec.provider",
        "azure: {storageAccount | nfs: {server: x}\\n  azure: {storageAccount | Unsupported | spec.nfs",
        "storageAccount: backups | storageAccount: Backups | InvalidValue | spec.azure.storageAccount",
        "clusters: {names: [east]} | clusters: {names: [east]}\\n  encryptionKeySecretRef: {name: a, key: b} | NotYetSupported | spec.encryptionKeySecretRef",
      })
  void locations_that_cannot_be_are_refused(
      String text, String replacement, String rule, String field) {
    assertRefused(LOCATION, text, replacement, rule, field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "namespaces: [shop] | namespaces: [shop]\\n    options: {kdmp-backup: x} | Unsupported | spec.template.options.kdmp-backup",
        "namespaces: [shop] | namespaces: [shop]\\n    backupType: Generic | Unsupported | spec.template.backupType",
        "namespaces: [shop] | namespaces: [shop]\\n    resourceTypes: [VirtualMachine] | Unsupported | spec.template.resourceTypes[0]",
        "namespaces: [shop] | namespaces: [shop]\\n    options: {portworx.io/backup-type: Generic} | Unsupported | spec.template.options[\"portworx.io/backup-type\"]",
        "namespaces: [shop] | namespaces: [shop]\\n    resourceTypes: [Pod, VirtualMachineSnapshot] | Unsupported | spec.template.resourceTypes[1]",
        "namespaces: [shop] | namespaces: [shop]\\n    includeResources: [{group: cdi.kubevirt.io, version: v1, kind: X, name: x}] | Unsupported | spec.template.includeResources[0].group",
        "namespaces: [shop] | namespaces: [shop, kube-system] | InvalidValue | spec.template.namespaces[1]",
        "namespaces: [shop] | namespaces: [shop]\\n    namespaceSelector: {matchLabels: {a: b}} | InvalidValue | spec.template.namespaces",
        "namespaces: [shop] | namespaces: [shop]\\n    labelSelector: {matchExpressions: [{key: a, operator: Exists}]} | NotSupportedByStork | spec.template.labelSelector.matchExpressions",
        "clusters: {names: [east]} | acceptSnapshots: true | NotYetSupported | spec.acceptSnapshots",
        "namespaces: [shop] | namespaces: [shop]\\n    excludeResources: [] | NotSupportedByStork | spec.template.excludeResources",
        "namespaces: [shop] | namespace: [shop] | UnknownField | spec.template.namespace",
        "locationRef: {name: store} | locationRef: {name: store, namespace: other} | NotYetSupported | spec.locationRef.namespace",
      })
  void schedules_that_ask_for_what_is_not_there_are_refused(
      String text, String replacement, String rule, String field) {
    assertRefused(SCHEDULE, text, replacement, rule, field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "daily: {time: '22:30'} | monthly: {dates: [1, 31], time: '22:30'} | NotSupportedByStork | spec.monthly.dates[1]",
        "daily: {time: '22:30'} | weekly: {days: [Mon, Tue], time: '22:30'} | NotYetSupported | spec.weekly.days[1]",
        "spec: | spec: {}\\n#: | InvalidValue | spec",
      })
  void policies_that_stork_cannot_follow_are_refused(
      String text, String replacement, String rule, String field) {
    String policy =
        POLICY.replace("\"", "'").replace("  daily", "spec:".equals(text) ? "#" : "  daily");
    assertRefused(policy, text, replacement, rule, field);
  }

  @Test
  void everything_that_is_wrong_is_said_at_once() {
    String broken =
        SCHEDULE.replace(
            "namespaces: [shop]",
            "namespaces: [shop, kube-system]\n    timeOut: 6h\n    resourceTypes: [VirtualMachine]");

    assertThat(validate(Set::copyOf, broken).problems())
        .extracting(problem -> problem.rule().wireName())
        .containsExactlyInAnyOrder("InvalidValue", "UnknownField", "Unsupported");
  }

  @Test
  void every_example_of_the_api_has_only_known_fields() {
    for (var kind : io.fedbackup.api.crd.Kinds.ALL) {
      if (kind.equals(DriftReport.class)) {
        continue;
      }
      Validated validated = validate(Set::copyOf, CrdResources.example(kind));

      assertThat(validated.problems())
          .filteredOn(problem -> problem.rule() != Rule.NOT_YET_SUPPORTED)
          .isEmpty();
    }
  }

  @Test
  void a_drift_report_is_written_by_the_control_plane_and_never_accepted() {
    assertThat(validate(CrdResources.example(DriftReport.class)).problems())
        .extracting(problem -> problem.rule().wireName())
        .contains("UnknownKind");
  }

  private static void assertRefused(
      String document, String text, String replacement, String rule, String field) {
    String broken = document.replace(text, replacement.replace("\\n", "\n"));
    assertThat(broken).isNotEqualTo(document);

    assertThat(validate(Set::copyOf, broken).problems())
        .anySatisfy(
            problem -> {
              assertThat(problem.rule().wireName()).isEqualTo(rule);
              assertThat(problem.field()).isEqualTo(field);
              assertThat(problem.place().line()).isPositive();
            });
  }

  private static Validated validate(String... documents) {
    return validate(KnownObjects.none(), documents);
  }

  private static Validated validate(KnownObjects known, String... documents) {
    byte[] text = String.join("---\n", documents).getBytes(StandardCharsets.UTF_8);
    var file = new SourceDocuments("fleet.yaml", Kinds.reader().read(text));
    return Kinds.validator()
        .validate(List.of(file), new Scope(Optional.empty(), Optional.empty(), known));
  }
}
