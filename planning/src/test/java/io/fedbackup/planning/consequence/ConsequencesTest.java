package io.fedbackup.planning.consequence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fedbackup.api.v1alpha1.ApplicationCluster;
import io.fedbackup.api.v1alpha1.Backup;
import io.fedbackup.api.v1alpha1.BackupLocation;
import io.fedbackup.api.v1alpha1.BackupSchedule;
import io.fedbackup.api.v1alpha1.BackupScheduleStatus;
import io.fedbackup.api.v1alpha1.SchedulePolicy;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsequencesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String APP_X = "\"labelSelector\": {\"matchLabels\": {\"app\": \"x\"}}";
  private static final Intent SHOP =
      intent(List.of(cluster("eu"), cluster("us")), List.of(schedule("shop", "eu", "us")));

  @Test
  void nothing_changes_without_a_change() {
    assertThat(Consequences.of(SHOP, SHOP, List.of())).isEmpty();
  }

  @Test
  void a_removed_schedule_ends_protection_on_each_of_its_clusters() {
    var consequences = Consequences.of(SHOP, intent(SHOP.clusters(), List.of()), List.of());

    assertThat(consequences)
        .filteredOn(it -> it.effect() == Effect.ENDS_PROTECTION)
        .extracting(it -> it.cluster().name())
        .containsExactly("eu", "us");
    assertThat(consequences.getFirst().severity()).isEqualTo(Severity.DANGEROUS);
    assertThat(consequences)
        .filteredOn(it -> it.effect() == Effect.REMOVES_INSTRUCTION)
        .filteredOn(it -> it.object().equals("BackupSchedule team/shop"))
        .flatExtracting(Consequence::items)
        .containsExactly("ApplicationBackupSchedule", "ApplicationBackupSchedule");
  }

  @Test
  void what_another_schedule_takes_over_stays_protected() {
    var other = intent(SHOP.clusters(), List.of(schedule("all", "eu", "us")));

    assertThat(Consequences.of(SHOP, other, List.of()))
        .extracting(Consequence::effect)
        .doesNotContain(Effect.ENDS_PROTECTION);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"labelSelector\": {\"matchLabels\": {\"app\": \"x\"}}",
        "\"resourceTypes\": [\"ConfigMap\"]",
        "\"includeResources\": [{\"version\": \"v1\", \"kind\": \"Secret\", \"name\": \"one\"}]"
      })
  void a_schedule_that_takes_less_of_its_namespaces_ends_protection(String narrowing) {
    var narrowed = intent(SHOP.clusters(), List.of(narrowed("shop", narrowing)));

    assertThat(Consequences.of(SHOP, narrowed, List.of()))
        .filteredOn(it -> it.effect() == Effect.ENDS_PROTECTION)
        .hasSize(2)
        .allSatisfy(it -> assertThat(it.items()).containsExactly("shop"))
        .allSatisfy(it -> assertThat(it.message()).contains("all of shop", "takes only"));
    assertThat(Consequences.of(narrowed, SHOP, List.of()))
        .extracting(Consequence::effect)
        .contains(Effect.STARTS_PROTECTION)
        .doesNotContain(Effect.ENDS_PROTECTION);
  }

  @Test
  void a_schedule_that_takes_less_takes_nothing_over_from_one_that_is_removed() {
    var part = narrowed("part", APP_X);
    var both = intent(SHOP.clusters(), List.of(schedule("shop", "eu", "us"), part));
    var left = intent(SHOP.clusters(), List.of(part));

    assertThat(Consequences.of(both, left, List.of()))
        .filteredOn(it -> it.effect() == Effect.ENDS_PROTECTION)
        .extracting(Consequence::object)
        .containsExactly("BackupSchedule team/shop", "BackupSchedule team/shop");
    assertThat(Consequences.of(both, SHOP, List.of()))
        .extracting(Consequence::effect)
        .doesNotContain(Effect.ENDS_PROTECTION);
  }

  @Test
  void what_is_narrowed_is_taken_over_by_what_is_narrowed_no_further() {
    var one = intent(SHOP.clusters(), List.of(narrowed("one", APP_X)));
    var same = intent(SHOP.clusters(), List.of(narrowed("other", APP_X)));
    var further =
        intent(
            SHOP.clusters(),
            List.of(
                narrowed(
                    "other",
                    "\"labelSelector\": {\"matchLabels\": {\"app\": \"x\", \"tier\": \"web\"}}")));

    assertThat(Consequences.of(one, same, List.of()))
        .extracting(Consequence::effect)
        .doesNotContain(Effect.ENDS_PROTECTION);
    assertThat(Consequences.of(further, one, List.of()))
        .extracting(Consequence::effect)
        .doesNotContain(Effect.ENDS_PROTECTION);
    assertThat(Consequences.of(one, further, List.of()))
        .filteredOn(it -> it.effect() == Effect.ENDS_PROTECTION)
        .allSatisfy(it -> assertThat(it.items()).containsExactly("shop (only app=x)"))
        .hasSize(2);
  }

  @Test
  void a_suspended_schedule_protects_nothing() {
    var suspended =
        intent(
            SHOP.clusters(),
            List.of(
                read(
                    BackupSchedule.class,
                    """
                    {"metadata": {"namespace": "team", "name": "shop"}, "spec": {
                      "clusters": {"names": ["eu", "us"]}, "suspend": true,
                      "schedulePolicyRef": {"name": "hourly"}, "locationRef": {"name": "main"},
                      "template": {"namespaces": ["shop"]}}}
                    """)));

    assertThat(Consequences.of(SHOP, suspended, List.of()))
        .filteredOn(it -> it.effect() == Effect.ENDS_PROTECTION)
        .hasSize(2)
        .allMatch(it -> it.message().contains("suspended"));
  }

  @Test
  void a_cluster_that_joins_by_its_labels_is_protected() {
    var one = intent(List.of(cluster("eu")), List.of(schedule("shop", "eu", "us")));

    var consequences = Consequences.of(one, SHOP, List.of());

    assertThat(consequences)
        .filteredOn(it -> it.effect() == Effect.STARTS_PROTECTION)
        .singleElement()
        .satisfies(it -> assertThat(it.cluster().name()).isEqualTo("us"));
    assertThat(consequences)
        .filteredOn(it -> it.effect() == Effect.ADDS_INSTRUCTION)
        .flatExtracting(Consequence::items)
        .containsExactlyInAnyOrder("BackupLocation", "ApplicationBackupSchedule", "SchedulePolicy");
  }

  @Test
  void shorter_retention_erases_the_oldest_and_says_which_first_of_all() {
    var before = intent(List.of(cluster("eu")), List.of(stands("shop", "eu")), policy(5));
    var after = intent(List.of(cluster("eu")), List.of(schedule("shop", "eu")), policy(2));

    var consequences = Consequences.of(before, after, runs(4, "Delete"));

    assertThat(consequences.getFirst().effect()).isEqualTo(Effect.DESTROYS_BACKUPS);
    assertThat(consequences.getFirst().items())
        .containsExactly(
            "shop-abc-interval-2026-11-01-000000", "shop-abc-interval-2026-11-01-010000");
  }

  @Test
  void backups_are_erased_on_clusters_too_that_a_full_status_does_not_list() {
    var names = IntStream.rangeClosed(1, 101).mapToObj("c%03d"::formatted).toList();
    var clusters = names.stream().map(ConsequencesTest::cluster).toList();
    var schedule = schedule("shop", names.toArray(String[]::new));
    schedule.setStatus(
        read(
            BackupScheduleStatus.class,
            names.stream()
                .limit(100)
                .map(
                    name ->
                        """
                        {"namespace": "team", "name": "%1$s", "state": "Scheduled",
                          "instructions": [{"part": "", "name": "shop-%1$s", "uid": "u"}]}
                        """
                            .formatted(name))
                .collect(Collectors.joining(",", "{\"clusters\": [", "]}"))));
    var runs = names.stream().flatMap(name -> mirrored(name, 3)).toList();

    assertThat(
            Consequences.of(
                intent(clusters, List.of(schedule), policy(5)),
                intent(clusters, List.of(schedule), policy(2)),
                runs))
        .filteredOn(it -> it.effect() == Effect.DESTROYS_BACKUPS)
        .hasSize(101)
        .last()
        .satisfies(it -> assertThat(it.cluster().name()).isEqualTo("c101"))
        .satisfies(
            it -> assertThat(it.items()).containsExactly("shop-c101-interval-2026-11-01-000000"));
  }

  @Test
  void runs_of_another_schedule_on_a_cluster_that_is_not_listed_stay() {
    var clusters = List.of(cluster("eu"));
    var other = schedule("all", "eu");

    assertThat(
            Consequences.of(
                intent(clusters, List.of(other), policy(5)),
                intent(clusters, List.of(other), policy(2)),
                mirrored("eu", 3).toList()))
        .extracting(Consequence::effect)
        .doesNotContain(Effect.DESTROYS_BACKUPS);
  }

  @Test
  void retention_erases_nothing_that_is_retained_or_goes_anyhow() {
    var three = intent(List.of(cluster("eu")), List.of(stands("shop", "eu")), policy(3));
    var two = intent(List.of(cluster("eu")), List.of(schedule("shop", "eu")), policy(2));

    assertThat(Consequences.of(three, two, runs(5, "Retain")))
        .extracting(Consequence::effect)
        .doesNotContain(Effect.DESTROYS_BACKUPS);
    assertThat(Consequences.of(three, two, runs(5, "Delete")).getFirst().items()).hasSize(1);
  }

  @Test
  void backups_have_to_be_known_only_where_fewer_are_kept() {
    var three = intent(List.of(cluster("eu")), List.of(schedule("shop", "eu")), policy(3));
    var two = intent(List.of(cluster("eu")), List.of(schedule("shop", "eu")), policy(2));

    assertThat(Consequences.namespacesOfBackups(three, two)).containsExactly("team");
    assertThat(Consequences.namespacesOfBackups(two, three)).isEmpty();
  }

  @Test
  void a_part_of_the_policy_that_goes_leaves_one_of_its_backups() {
    var before = intent(List.of(cluster("eu")), List.of(stands("shop", "eu")), policy(5));
    var daily =
        read(
            SchedulePolicy.class,
            """
            {"metadata": {"namespace": "team", "name": "hourly"}, "spec": {"daily": {"time": "22:00"}}}
            """);
    var after = intent(List.of(cluster("eu")), List.of(schedule("shop", "eu")), daily);

    assertThat(Consequences.of(before, after, runs(4, "Delete")).getFirst())
        .satisfies(it -> assertThat(it.effect()).isEqualTo(Effect.DESTROYS_BACKUPS))
        .satisfies(it -> assertThat(it.count()).isEqualTo(3));
  }

  private static Intent intent(List<ApplicationCluster> clusters, List<BackupSchedule> schedules) {
    return intent(clusters, schedules, policy(5));
  }

  private static Intent intent(
      List<ApplicationCluster> clusters, List<BackupSchedule> schedules, SchedulePolicy policy) {
    var location =
        read(
            BackupLocation.class,
            """
            {"metadata": {"namespace": "team", "name": "main"}, "spec": {"provider": "azure",
              "azure": {"storageAccount": "acc", "container": "con"},
              "clusters": {"selector": {"matchLabels": {"any": "yes"}}}}}
            """);
    return new Intent(clusters, List.of(location), List.of(policy), schedules);
  }

  private static ApplicationCluster cluster(String name) {
    return read(
        ApplicationCluster.class,
        """
        {"metadata": {"namespace": "team", "name": "%s", "labels": {"any": "yes"}},
          "spec": {"access": {"kubeconfigSecretRef": {"name": "k"}}}}
        """
            .formatted(name));
  }

  private static BackupSchedule schedule(String name, String... clusters) {
    return read(
        BackupSchedule.class,
        """
        {"metadata": {"namespace": "team", "name": "%s"}, "spec": {
          "clusters": {"names": ["%s"]},
          "schedulePolicyRef": {"name": "hourly"}, "locationRef": {"name": "main"},
          "template": {"namespaces": ["%s"]}}}
        """
            .formatted(name, String.join("\", \"", clusters), name.equals("all") ? "*" : "shop"));
  }

  private static BackupSchedule narrowed(String name, String narrowing) {
    return read(
        BackupSchedule.class,
        """
        {"metadata": {"namespace": "team", "name": "%s"}, "spec": {
          "clusters": {"names": ["eu", "us"]},
          "schedulePolicyRef": {"name": "hourly"}, "locationRef": {"name": "main"},
          "template": {"namespaces": ["shop"], %s}}}
        """
            .formatted(name, narrowing));
  }

  private static BackupSchedule stands(String name, String cluster) {
    return read(
        BackupSchedule.class,
        """
        {"metadata": {"namespace": "team", "name": "%s"}, "spec": {
          "clusters": {"names": ["%s"]},
          "schedulePolicyRef": {"name": "hourly"}, "locationRef": {"name": "main"},
          "template": {"namespaces": ["shop"]}},
         "status": {"clusters": [{"namespace": "team", "name": "%s", "state": "Scheduled",
          "instructions": [{"part": "", "name": "shop-abc", "uid": "u"}]}]}}
        """
            .formatted(name, cluster, cluster));
  }

  private static SchedulePolicy policy(int retain) {
    return read(
        SchedulePolicy.class,
        """
        {"metadata": {"namespace": "team", "name": "hourly"},
          "spec": {"interval": {"minutes": 60, "retain": %d}}}
        """
            .formatted(retain));
  }

  private static List<Backup> runs(int count, String reclaimPolicy) {
    return IntStream.range(0, count).mapToObj(hour -> run(hour, reclaimPolicy)).toList();
  }

  /** Runs as the reconciler mirrors them, each with the schedule that it is of. */
  private static Stream<Backup> mirrored(String cluster, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            hour ->
                read(
                    Backup.class,
                    """
                    {"metadata": {"namespace": "team", "name": "shop-%1$s-interval-2026-11-01-%2$02d0000",
                        "annotations": {"fedbackup.io/owner-namespace": "team", "fedbackup.io/owner-name": "shop"}},
                      "spec": {"clusterRef": {"name": "%1$s"}, "locationRef": {"name": "main"},
                        "namespaces": ["shop"], "reclaimPolicy": "Delete"},
                      "status": {"phase": "Success"}}
                    """
                        .formatted(cluster, hour)));
  }

  private static Backup run(int hour, String reclaimPolicy) {
    return read(
        Backup.class,
        """
        {"metadata": {"namespace": "team", "name": "shop-abc-interval-2026-11-01-%02d0000"},
          "spec": {"clusterRef": {"name": "eu"}, "locationRef": {"name": "main"},
            "namespaces": ["shop"], "reclaimPolicy": "%s"},
          "status": {"phase": "Success"}}
        """
            .formatted(hour, reclaimPolicy));
  }

  private static <T> T read(Class<T> type, String json) {
    try {
      return JSON.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
