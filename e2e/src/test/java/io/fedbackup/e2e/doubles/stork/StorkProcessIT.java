package io.fedbackup.e2e.doubles.stork;

import static io.fedbackup.e2e.doubles.stork.StorkBed.ADMIN;
import static io.fedbackup.e2e.doubles.stork.StorkBed.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fedbackup.e2e.fleet.ControlPlaneTest;
import io.fedbackup.e2e.testbed.ControlPlane;
import io.fedbackup.e2e.testbed.ManagedProcess;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

@ControlPlaneTest
class StorkProcessIT {

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

  @Test
  void a_killed_stork_comes_back_and_goes_on() {
    var process = process();

    process.kill();
    bed.backup("after", "[\"shop\"]", "");

    assertThat(bed.awaitFinal("after").at("/status/status").asText()).isEqualTo("Successful");
    assertThat(process().pid()).isNotEqualTo(process.pid());
  }

  @Test
  void a_deleted_pod_ends_in_time_and_is_replaced() {
    var before = pod();
    var process = process();

    bed.client().pods().resource(before).delete();

    await().atMost(LIMIT).until(() -> bed.client().pods().resource(before).get() == null);
    assertThat(process.isAlive()).isFalse();
    bed.backup("replaced", "[\"shop\"]", "");
    assertThat(bed.awaitFinal("replaced").at("/status/status").asText()).isEqualTo("Successful");
  }

  @Test
  void a_namespaced_schedule_policy_that_comes_while_it_runs_ends_the_process() {
    bed.backup("before", "[\"shop\"]", "");
    bed.awaitFinal("before");
    var process = process();

    bed.create(
        Kinds.NAMESPACED_SCHEDULE_POLICY,
        ADMIN,
        """
        {"metadata":{"name":"deadly"},"policy":{"interval":{"intervalMinutes":60}}}""");
    await().during(Duration.ofSeconds(2)).atMost(LIMIT).until(process::isAlive);
    bed.create(
        Kinds.APPLICATION_BACKUP_SCHEDULE,
        ADMIN,
        """
        {"metadata":{"name":"victim"},"spec":{"schedulePolicyName":"deadly",
         "template":{"spec":{"backupLocation":"store","namespaces":["shop"]}}}}""");

    await().atMost(LIMIT).until(() -> !process.isAlive());
    assertThat(process.exitCode()).hasValue(2);
    assertThat(process.logTail(4000)).contains("*v1alpha1.NamespacedSchedulePolicy");
    // what the first list brings does no harm
    await().atMost(LIMIT).until(() -> !bed.backupsOf("victim").isEmpty());
    assertThat(bed.awaitFinal(bed.backupsOf("victim").getFirst()).at("/status/status").asText())
        .isEqualTo("Successful");
    bed.delete(Kinds.APPLICATION_BACKUP_SCHEDULE, ADMIN, "victim");
    bed.delete(Kinds.NAMESPACED_SCHEDULE_POLICY, ADMIN, "deadly");
  }

  private static Pod pod() {
    return bed
        .client()
        .pods()
        .inNamespace(StorkInstallation.NAMESPACE)
        .withLabel("name", StorkInstallation.NAME)
        .list()
        .getItems()
        .stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .findFirst()
        .orElseThrow();
  }

  private static ManagedProcess process() {
    return await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(
            () ->
                bed.kubelet()
                    .processes(StorkInstallation.NAMESPACE, pod().getMetadata().getName())
                    .getFirst(),
            ManagedProcess::isAlive);
  }
}
