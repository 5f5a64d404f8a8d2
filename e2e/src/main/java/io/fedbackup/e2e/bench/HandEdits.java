package io.fedbackup.e2e.bench;

import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fedbackup.api.v1alpha1.BackupSchedule;
import io.fedbackup.api.v1alpha1.DriftReport;
import io.fedbackup.e2e.programs.Installation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.awaitility.Awaitility;

/**
 * How long it takes until a change by hand stands in the DriftReport, and until it is put right,
 * with nothing else going on.
 */
final class HandEdits {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration STEP = Duration.ofMillis(10);

  private final Installation installation;

  HandEdits(Installation installation) {
    this.installation = installation;
  }

  /** Edits these schedules, one after the other, and prints the times. */
  void measure(List<String> schedules) {
    var reported = new ArrayList<Double>();
    var corrected = new ArrayList<Double>();
    for (var name : schedules) {
      var start = System.nanoTime();
      edit(name);
      await(name + " is reported", () -> isReported(name));
      reported.add((System.nanoTime() - start) / 1e9);
      await(name + " is put right", () -> isRight(name));
      corrected.add((System.nanoTime() - start) / 1e9);
    }
    print("hand edit to DriftReport", reported);
    print("hand edit to correction", corrected);
  }

  private void edit(String name) {
    installation
        .backup()
        .resources(BackupSchedule.class)
        .inNamespace(Installation.NAMESPACE)
        .withName(name)
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.JSON_MERGE)
                .withFieldManager("kubectl-edit")
                .build(),
            "{\"spec\":{\"schedulePolicyRef\":{\"name\":\"by-hand\"}}}");
  }

  private boolean isReported(String name) {
    return Optional.ofNullable(
            installation
                .backup()
                .resources(DriftReport.class)
                .inNamespace(Installation.NAMESPACE)
                .withName("gitsync-fleet")
                .get())
        .map(DriftReport::getStatus)
        .stream()
        .flatMap(status -> status.entries().stream())
        .anyMatch(entry -> entry.name().equals(name));
  }

  private boolean isRight(String name) {
    return installation
        .ask()
        .schedule(name)
        .filter(it -> !it.getSpec().schedulePolicyRef().name().equals("by-hand"))
        .isPresent();
  }

  private static void await(String what, java.util.concurrent.Callable<Boolean> condition) {
    Awaitility.await(what).atMost(LIMIT).pollDelay(STEP).pollInterval(STEP).until(condition);
  }

  private static void print(String what, List<Double> seconds) {
    var sorted = seconds.stream().sorted().toList();
    System.out.printf(
        Locale.ROOT,
        "%s: median %.2f s, min %.2f s, max %.2f s (%d rounds)%n",
        what,
        sorted.get(sorted.size() / 2),
        sorted.getFirst(),
        sorted.getLast(),
        sorted.size());
  }
}
