package io.fedbackup.planning.naming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The expected hashes were computed outside of this project's code (Python's hashlib). */
class StorkNamesTest {
  private static final String CLUSTER_UID = "11111111-2222-3333-4444-555555555555";
  private final StorkNames names = new StorkNames("inst");
  private final ClusterKey cluster = new ClusterKey(CLUSTER_UID, "kube-system");

  @Test
  void a_location_is_named_by_installation_object_account_and_container() {
    assertThat(names.location(new ObjectName("team-a", "main"), "acct1", "backups"))
        .isEqualTo("main-2d430ea080");
  }

  @Test
  void a_rule_has_the_same_name_on_every_cluster() {
    assertThat(names.rule(new ObjectName("team-a", "quiesce"))).isEqualTo("quiesce-94cd405c75");
  }

  @Test
  void a_schedule_has_a_name_per_cluster_and_part() {
    var nightly = new ObjectName("team-a", "nightly");

    assertThat(names.schedule(nightly, cluster, "")).isEqualTo("nightly-3107bb9110");
    assertThat(names.schedule(nightly, cluster, "Tue")).isEqualTo("nightly-c9f7e6165b");
    assertThat(names.schedulePolicy(nightly, cluster, "")).isEqualTo("nightly-3107bb9110");
    assertThat(names.schedule(nightly, new ClusterKey(CLUSTER_UID, "portworx"), ""))
        .isNotEqualTo("nightly-3107bb9110");
  }

  @Test
  void a_one_shot_is_named_by_the_uid_of_our_object() {
    assertThat(names.oneShot("before-upgrade", "0f9b2f0e-7f2b-4a53-9a3c-2f1f2ad2a1aa"))
        .isEqualTo("before-upgrade-32b4b9da03");
  }

  @Test
  void a_long_name_is_cut_to_forty_characters_and_the_hash_still_knows_all_of_it() {
    var longName = "a".repeat(63);

    assertThat(names.rule(new ObjectName("team-a", longName)))
        .isEqualTo("a".repeat(40) + "-b16a97cbd0");
    assertThat(names.rule(new ObjectName("team-a", "a".repeat(62) + "b")))
        .startsWith("a".repeat(40) + "-")
        .isNotEqualTo("a".repeat(40) + "-b16a97cbd0");
  }

  @Test
  void the_hash_of_a_cluster_covers_its_uid_and_its_admin_namespace() {
    assertThat(cluster.hash()).isEqualTo("2a99f41e73");
  }

  @Test
  void an_unknown_cluster_or_installation_has_no_names() {
    assertThatThrownBy(() -> new ClusterKey("", "kube-system"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new StorkNames(" ")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ownership_gives_the_labels_and_annotations_of_the_installation() {
    var ownership =
        new Ownership(
            "inst", "BackupSchedule", new ObjectName("team-a", "nightly"), "u-1", cluster.hash());

    assertThat(ownership.labels())
        .containsEntry("fedbackup.io/installation", "inst")
        .containsEntry("fedbackup.io/kind", "BackupSchedule")
        .containsEntry("fedbackup.io/cluster", "2a99f41e73");
    assertThat(ownership.annotations())
        .containsEntry("fedbackup.io/owner-namespace", "team-a")
        .containsEntry("fedbackup.io/owner-name", "nightly")
        .containsEntry("fedbackup.io/owner-uid", "u-1");
  }
}
