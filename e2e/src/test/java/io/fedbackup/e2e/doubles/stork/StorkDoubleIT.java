package io.fedbackup.e2e.doubles.stork;

import static io.fedbackup.e2e.doubles.stork.StorkBed.ADMIN;
import static io.fedbackup.e2e.doubles.stork.StorkBed.CONTAINER;
import static io.fedbackup.e2e.doubles.stork.StorkBed.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fedbackup.e2e.doubles.AzureBed;
import io.fedbackup.e2e.doubles.azure.Fault;
import io.fedbackup.e2e.fleet.ControlPlaneTest;
import io.fedbackup.e2e.testbed.ControlPlane;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

@ControlPlaneTest
class StorkDoubleIT {

  private static final String[] FOUR = {
    "crds.json", "metadata.json", "namespaces.json", "resources.json"
  };

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path directory;

  private static StorkBed bed;

  @BeforeAll
  static void start(ControlPlane cluster) {
    bed = new StorkBed(cluster, directory);
    bed.application("shop");
    bed.location(ADMIN, "store");
  }

  @AfterAll
  static void stop() {
    bed.close();
  }

  // --- start
  // --------------------------------------------------------------------------------------

  @Test
  void its_kinds_have_no_schema_and_no_status_subresource() {
    var definitions =
        bed.client().apiextensions().v1().customResourceDefinitions().list().getItems().stream()
            .filter(definition -> definition.getSpec().getGroup().equals(Kinds.GROUP))
            .toList();

    assertThat(definitions).hasSizeGreaterThanOrEqualTo(18);
    assertThat(definitions)
        .allSatisfy(
            definition -> {
              var version = definition.getSpec().getVersions().getFirst();
              assertThat(version.getSubresources()).isNull();
              assertThat(version.getSchema().getOpenAPIV3Schema().getProperties()).isNullOrEmpty();
            });
    var version = bed.client().configMaps().inNamespace(ADMIN).withName("stork-version").get();
    assertThat(version.getData()).containsEntry("version", "26.3.0");
  }

  // --- backups
  // ------------------------------------------------------------------------------------

  @Test
  void a_backup_holds_the_resources_of_its_namespace() {
    bed.backup("good", "[\"shop\"]", "");

    var backup = bed.awaitFinal("good");

    assertThat(status(backup, "status")).isEqualTo("Successful");
    assertThat(backup.at("/status/resourceCount").asInt()).isEqualTo(2);
    assertThat(status(backup, "finishTimestamp")).isNotEmpty();
    var path = status(backup, "backupPath");
    assertThat(path).isEqualTo(ADMIN + "/good/" + backup.at("/metadata/uid").asText());
    assertThat(bed.blobs(ADMIN, "good")).containsExactly(FOUR);
    assertThat(values(json(path, "resources.json"), "/data/key"))
        .containsExactlyInAnyOrder("value of web", "value of db");
    assertThat(values(json(path, "namespaces.json"), "/metadata/name")).containsExactly("shop");
    assertThat(json(path, "crds.json").isNull()).isTrue();
    assertThat(json(path, "metadata.json").at("/status/status").asText()).isEqualTo("Successful");
  }

  @Test
  void its_updates_write_zero_values_and_drop_what_it_does_not_know() {
    bed.backup("zeros", "[\"shop\"]", ",\"somethingElse\":true");

    var spec = bed.awaitFinal("zeros").path("spec");

    assertThat(spec.has("selectors")).isTrue();
    assertThat(spec.path("selectors").isNull()).isTrue();
    assertThat(spec.path("namespaceSelector").asText("missing")).isEmpty();
    assertThat(spec.path("rancherProjects").isNull()).isTrue();
    assertThat(spec.path("reclaimPolicy").asText()).isEqualTo("Delete");
    assertThat(spec.has("somethingElse")).isFalse();
  }

  @Test
  void an_empty_namespace_is_backed_up_successfully_with_nothing_in_it() {
    bed.client()
        .resource(new NamespaceBuilder().withNewMetadata().withName("empty").endMetadata().build())
        .create();
    bed.backup("nothing", "[\"empty\"]", "");
    bed.backup("nowhere", "[]", "");

    for (var name : List.of("nothing", "nowhere")) {
      var backup = bed.awaitFinal(name);
      assertThat(status(backup, "status")).isEqualTo("Successful");
      assertThat(backup.at("/status/resourceCount").asInt()).isZero();
    }
  }

  @Test
  void selectors_and_types_choose_what_is_backed_up() {
    bed.backup("labelled", "[\"shop\"]", ",\"selectors\":{\"app\":\"web\"}");
    bed.backup("typed", "[\"shop\"]", ",\"resourceTypes\":[\"Deployment\"]");
    bed.backup("byteam", "[]", ",\"namespaceSelector\":\"team=shop\"");
    bed.backup("noteam", "[]", ",\"namespaceSelector\":\"team=nobody\"");

    assertThat(bed.awaitFinal("labelled").at("/status/resourceCount").asInt()).isEqualTo(1);
    assertThat(bed.awaitFinal("typed").at("/status/resourceCount").asInt()).isZero();
    assertThat(bed.awaitFinal("byteam").at("/spec/namespaces/0").asText()).isEqualTo("shop");
    assertThat(status(bed.awaitFinal("noteam"), "reason")).contains("did not find any namespaces");
  }

  @Test
  void what_fails_is_final_and_not_tried_again() {
    bed.backup("unknown", "[\"nosuch\"]", "");
    bed.backup("strange", "[\"shop\"]", ",\"backupObjectType\":\"Strange\"");

    assertThat(status(bed.awaitFinal("unknown"), "status")).isEqualTo("Failed");
    assertThat(status(bed.awaitFinal("strange"), "status")).isEqualTo("Failed");
  }

  @Test
  void an_upload_that_is_refused_fails_without_finish_time() {
    try (var hold =
        bed.azure()
            .gateway()
            .inject(new Fault.NetworkBlocked(), request -> request.blob().contains("/blocked/"))) {
      assertThat(hold).isNotNull();
      bed.backup("blocked", "[\"shop\"]", "");

      var backup = bed.awaitFinal("blocked");

      assertThat(status(backup, "status")).isEqualTo("Failed");
      assertThat(backup.at("/status/finishTimestamp").isNull()).isTrue();
      assertThat(status(backup, "lastUpdateTimestamp")).isNotEmpty();
      assertThat(status(backup, "reason")).contains("AuthorizationFailure");
    }
  }

  @Test
  void a_location_without_identity_has_no_key_and_fails() {
    bed.create(
        Kinds.BACKUP_LOCATION,
        ADMIN,
        """
        {"metadata":{"name":"keyless"},"location":{"type":"azure","path":"backups",
         "azureConfig":{"storageAccountName":"backups1"}}}""");
    bed.create(
        Kinds.APPLICATION_BACKUP,
        ADMIN,
        """
        {"metadata":{"name":"keyless"},"spec":{"backupLocation":"keyless","namespaces":["shop"]}}""");

    assertThat(status(bed.awaitFinal("keyless"), "status")).isEqualTo("Failed");
    assertThat(bed.blobs(ADMIN, "keyless")).isEmpty();
  }

  // --- hangs
  // --------------------------------------------------------------------------------------

  @Test
  void a_backup_hangs_without_its_location_and_goes_on_with_it() {
    bed.create(
        Kinds.APPLICATION_BACKUP,
        ADMIN,
        """
        {"metadata":{"name":"lost"},"spec":{"backupLocation":"later","namespaces":["shop"]}}""");

    bed.awaitWarning(ADMIN, "lost", "\"later\" not found");
    var hanging = bed.get(Kinds.APPLICATION_BACKUP, ADMIN, "lost").orElseThrow();
    assertThat(status(hanging, "stage")).isEqualTo("Applications");
    assertThat(status(hanging, "status")).isEqualTo("InProgress");

    bed.location(ADMIN, "later");
    assertThat(status(bed.awaitFinal("lost"), "status")).isEqualTo("Successful");
  }

  @Test
  void a_backup_hangs_with_empty_status_without_rule_and_in_a_foreign_namespace() {
    bed.backup("ruleless", "[\"shop\"]", ",\"preExecRule\":\"nosuch\"");
    bed.create(
        Kinds.APPLICATION_BACKUP,
        "shop",
        """
        {"metadata":{"name":"foreign"},"spec":{"backupLocation":"store","namespaces":["default"]}}""");

    bed.awaitWarning(ADMIN, "ruleless", "\"nosuch\" not found");
    bed.awaitWarning(
        "shop", "foreign", "Spec.Namespaces should only contain the current namespace");
    assertThat(status(bed.get(Kinds.APPLICATION_BACKUP, ADMIN, "ruleless").orElseThrow(), "stage"))
        .isEmpty();
    assertThat(status(bed.get(Kinds.APPLICATION_BACKUP, "shop", "foreign").orElseThrow(), "stage"))
        .isEmpty();
  }

  @Test
  void a_location_with_a_wrong_type_poisons_its_backups() {
    bed.create(
        Kinds.BACKUP_LOCATION,
        ADMIN,
        """
        {"metadata":{"name":"poison"},"location":{"type":"azure","path":"backups",
         "encryptionV2Key":12345,
         "azureConfig":{"storageAccountName":"backups1","useWorkloadIdentity":true}}}""");
    bed.create(
        Kinds.APPLICATION_BACKUP,
        ADMIN,
        """
        {"metadata":{"name":"poisoned"},"spec":{"backupLocation":"poison","namespaces":["shop"]}}""");

    bed.awaitWarning(ADMIN, "poisoned", "cannot unmarshal");
    assertThat(status(bed.get(Kinds.APPLICATION_BACKUP, ADMIN, "poisoned").orElseThrow(), "stage"))
        .isNotEqualTo("Final");
  }

  @Test
  void a_rule_that_no_pod_matches_succeeds() {
    bed.create(
        Kinds.RULE,
        ADMIN,
        """
        {"metadata":{"name":"freeze"},"rules":[{"podSelector":{"app":"nobody"},
         "actions":[{"type":"command","value":"sync"}]}]}""");
    bed.backup("ruled", "[\"shop\"]", ",\"preExecRule\":\"freeze\",\"postExecRule\":\"freeze\"");

    assertThat(status(bed.awaitFinal("ruled"), "status")).isEqualTo("Successful");
  }

  // --- deletion
  // -----------------------------------------------------------------------------------

  @Test
  void deleting_a_backup_erases_or_keeps_its_data_by_its_policy() {
    bed.backup("erased", "[\"shop\"]", ",\"reclaimPolicy\":\"Delete\"");
    bed.backup("kept", "[\"shop\"]", ",\"reclaimPolicy\":\"Retain\"");
    bed.awaitFinal("erased");
    bed.awaitFinal("kept");

    for (var name : List.of("erased", "kept")) {
      bed.delete(Kinds.APPLICATION_BACKUP, ADMIN, name);
      bed.awaitGone(Kinds.APPLICATION_BACKUP, ADMIN, name);
    }

    assertThat(bed.blobs(ADMIN, "erased")).isEmpty();
    assertThat(bed.blobs(ADMIN, "kept")).containsExactly(FOUR);
  }

  @Test
  void deleting_a_backup_without_location_or_store_orphans_its_data() {
    bed.location(ADMIN, "leaving");
    bed.create(
        Kinds.APPLICATION_BACKUP,
        ADMIN,
        """
        {"metadata":{"name":"nolocation"},"spec":{"backupLocation":"leaving","namespaces":["shop"]}}""");
    bed.backup("nostore", "[\"shop\"]", "");
    bed.awaitFinal("nolocation");
    bed.awaitFinal("nostore");

    bed.delete(Kinds.BACKUP_LOCATION, ADMIN, "leaving");
    bed.delete(Kinds.APPLICATION_BACKUP, ADMIN, "nolocation");
    bed.awaitGone(Kinds.APPLICATION_BACKUP, ADMIN, "nolocation");
    // by method, so that the backups of other tests are not touched
    try (var hold =
        bed.azure()
            .gateway()
            .inject(new Fault.Unavailable(), request -> !request.method().equals("PUT"))) {
      assertThat(hold).isNotNull();
      bed.delete(Kinds.APPLICATION_BACKUP, ADMIN, "nostore");
      bed.awaitGone(Kinds.APPLICATION_BACKUP, ADMIN, "nostore");
    }

    assertThat(bed.blobs(ADMIN, "nolocation")).containsExactly(FOUR);
    assertThat(bed.blobs(ADMIN, "nostore")).containsExactly(FOUR);
  }

  @Test
  void a_failed_backup_goes_although_it_should_be_retained() {
    bed.backup("failed", "[\"nosuch\"]", ",\"reclaimPolicy\":\"Retain\"");
    bed.awaitFinal("failed");

    bed.delete(Kinds.APPLICATION_BACKUP, ADMIN, "failed");

    bed.awaitGone(Kinds.APPLICATION_BACKUP, ADMIN, "failed");
  }

  // --- schedules
  // ----------------------------------------------------------------------------------

  @Test
  void a_schedule_runs_at_once_and_prunes_with_the_data() {
    bed.time("Mon, 23 Nov 2026 10:00:00 UTC");
    policy("minutely", "\"interval\":{\"intervalMinutes\":1,\"retain\":2}");
    schedule("often", "minutely", "Retain", "");

    awaitItems("often", "Interval", "Successful");
    assertThat(bed.backupsOf("often")).containsExactly("often-interval-2026-11-23-100000");
    var first =
        bed.get(Kinds.APPLICATION_BACKUP, ADMIN, "often-interval-2026-11-23-100000").orElseThrow();
    assertThat(first.at("/metadata/labels/tier").asText()).isEqualTo("gold");
    assertThat(
            first
                .path("metadata")
                .path("annotations")
                .path("stork.libopenstorage.org/applicationBackupSchedulePolicyType")
                .asText())
        .isEqualTo("Interval");
    assertThat(first.at("/metadata/ownerReferences").isMissingNode()).isTrue();

    bed.time("Mon, 23 Nov 2026 10:01:01 UTC");
    awaitItems("often", "Interval", "Successful", "Successful");
    bed.time("Mon, 23 Nov 2026 10:02:02 UTC");

    bed.awaitGone(Kinds.APPLICATION_BACKUP, ADMIN, "often-interval-2026-11-23-100000");
    awaitItems("often", "Interval", "Successful", "Successful");
    assertThat(bed.backupsOf("often"))
        .containsExactly("often-interval-2026-11-23-100101", "often-interval-2026-11-23-100202");
    assertThat(bed.blobs(ADMIN, "often-interval-2026-11-23-100000")).isEmpty();
    assertThat(bed.blobs(ADMIN, "often-interval-2026-11-23-100101")).containsExactly(FOUR);

    bed.delete(Kinds.APPLICATION_BACKUP_SCHEDULE, ADMIN, "often");
    await()
        .during(Duration.ofSeconds(3))
        .atMost(LIMIT)
        .until(() -> bed.backupsOf("often").size() == 2);
  }

  @Test
  void removing_a_schedule_that_owns_its_backups_erases_all() {
    policy("hourly", "\"interval\":{\"intervalMinutes\":60}");
    schedule("owner", "hourly", "Delete", "");
    awaitItems("owner", "Interval", "Successful");
    var backup = bed.backupsOf("owner").getFirst();
    assertThat(bed.blobs(ADMIN, backup)).containsExactly(FOUR);

    bed.delete(Kinds.APPLICATION_BACKUP_SCHEDULE, ADMIN, "owner");

    bed.awaitGone(Kinds.APPLICATION_BACKUP, ADMIN, backup);
    assertThat(bed.blobs(ADMIN, backup)).isEmpty();
  }

  @Test
  void a_schedule_put_back_with_its_items_does_not_run_and_one_suspended_neither() {
    policy("daylong", "\"interval\":{\"intervalMinutes\":1440}");
    var now = java.time.Instant.now().plus(Duration.ofDays(3650)).toString();
    schedule(
        "back",
        "daylong",
        "Retain",
        """
        ,"status":{"items":{"Interval":[{"name":"back-interval-2026-11-22-090000",
         "creationTimestamp":"%s","finishTimestamp":"%s","status":"Successful"}]}}"""
            .formatted(now, now));
    bed.create(
        Kinds.APPLICATION_BACKUP_SCHEDULE,
        ADMIN,
        """
        {"metadata":{"name":"asleep"},"spec":{"schedulePolicyName":"daylong","suspend":true,
         "template":{"spec":{"backupLocation":"store","namespaces":["shop"]}}}}""");

    await()
        .during(Duration.ofSeconds(4))
        .atMost(LIMIT)
        .until(() -> bed.backupsOf("back").isEmpty() && bed.backupsOf("asleep").isEmpty());
    assertThat(
            bed.get(Kinds.APPLICATION_BACKUP_SCHEDULE, ADMIN, "asleep")
                .orElseThrow()
                .at("/spec/reclaimPolicy")
                .asText())
        .isEqualTo("Retain");
  }

  @Test
  void what_it_gives_a_backup_lands_on_the_schedule_too_where_there_are_maps() {
    policy(
        "optional",
        """
        "interval":{"intervalMinutes":60,"options":{"portworx.io/cloudsnap-incremental-count":"3"}}""");
    bed.create(
        Kinds.APPLICATION_BACKUP_SCHEDULE,
        ADMIN,
        """
        {"metadata":{"name":"alias","annotations":{"mine":"kept"}},
         "spec":{"schedulePolicyName":"optional","template":{"spec":
          {"backupLocation":"store","namespaces":["shop"],"reclaimPolicy":"Delete",
           "options":{"own":"kept"}}}}}""");

    await().atMost(LIMIT).until(() -> !bed.backupsOf("alias").isEmpty());
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              var schedule =
                  bed.get(Kinds.APPLICATION_BACKUP_SCHEDULE, ADMIN, "alias").orElseThrow();
              var annotations = schedule.at("/metadata/annotations");
              assertThat(annotations.path("mine").asText()).isEqualTo("kept");
              assertThat(
                      annotations
                          .path("stork.libopenstorage.org/applicationBackupSchedulePolicyType")
                          .asText())
                  .isEqualTo("Interval");
              var options = schedule.at("/spec/template/spec/options");
              assertThat(options.path("own").asText()).isEqualTo("kept");
              assertThat(options.path("portworx.io/cloudsnap-incremental-count").asText())
                  .isEqualTo("3");
            });
    bed.delete(Kinds.APPLICATION_BACKUP_SCHEDULE, ADMIN, "alias");
  }

  @Test
  void a_schedule_without_location_lists_failed_runs_that_do_not_exist() {
    policy("often-lost", "\"interval\":{\"intervalMinutes\":60}");
    bed.create(
        Kinds.APPLICATION_BACKUP_SCHEDULE,
        ADMIN,
        """
        {"metadata":{"name":"homeless"},"spec":{"schedulePolicyName":"often-lost",
         "template":{"spec":{"backupLocation":"nosuch","namespaces":["shop"]}}}}""");

    awaitItems("homeless", "Interval", "Failed");
    bed.awaitWarning(ADMIN, "homeless", "\"nosuch\" not found");
    assertThat(bed.backupsOf("homeless")).isEmpty();
  }

  @Test
  void a_missing_policy_is_told_by_nothing_but_an_event() {
    schedule("aimless", "nosuch", "Retain", "");

    bed.awaitWarning(ADMIN, "aimless", "schedulepolicy nosuch not found in cache");
    assertThat(bed.backupsOf("aimless")).isEmpty();
  }

  // ------------------------------------------------------------------------------------------------

  private static void policy(String name, String parts) {
    bed.create(
        Kinds.SCHEDULE_POLICY,
        "",
        "{\"metadata\":{\"name\":\"%s\"},\"policy\":{%s}}".formatted(name, parts));
  }

  private static void schedule(String name, String policy, String reclaimPolicy, String more) {
    bed.create(
        Kinds.APPLICATION_BACKUP_SCHEDULE,
        ADMIN,
        """
        {"metadata":{"name":"%s","labels":{"tier":"gold"}},"spec":{"schedulePolicyName":"%s",
         "reclaimPolicy":"%s","template":{"spec":{"backupLocation":"store",
         "namespaces":["shop"]}}}%s}"""
            .formatted(name, policy, reclaimPolicy, more));
  }

  private static void awaitItems(String schedule, String type, String... statuses) {
    bed.awaitObject(
        Kinds.APPLICATION_BACKUP_SCHEDULE,
        ADMIN,
        schedule,
        object ->
            values(object.path("status").path("items").path(type), "/status")
                .equals(List.of(statuses)));
  }

  private static List<String> values(JsonNode list, String pointer) {
    var values = new ArrayList<String>();
    list.forEach(element -> values.add(element.at(pointer).asText()));
    return values;
  }

  private static String status(ObjectNode object, String field) {
    return object.path("status").path(field).asText("");
  }

  private static JsonNode json(String path, String blob) {
    return StorkBed.read(bed.store().read(AzureBed.ACCOUNT, CONTAINER, path + "/" + blob));
  }
}
