package io.fedbackup.e2e.testbed;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Starts a backup cluster and two application clusters, prints how to reach them, and stays until
 * it is interrupted. The only argument is the run folder (default {@code target/testbed}).
 */
public final class Serve {

  private static final List<String> CLUSTERS = List.of("backup", "app-1", "app-2");

  private Serve() {}

  /** Runs until Ctrl-C or SIGTERM. */
  public static void main(String[] args) throws InterruptedException {
    var directory = Path.of(args.length > 0 ? args[0] : "target/testbed");
    try (var testbed = Testbed.open(directory)) {
      var ended = endOnSignal(testbed);
      print(testbed.startControlPlanes(CLUSTERS), System.out);
      ended.await();
    }
  }

  private static CountDownLatch endOnSignal(Testbed testbed) {
    var ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  testbed.close();
                  ended.countDown();
                },
                "close-testbed"));
    return ended;
  }

  private static void print(List<ControlPlane> clusters, PrintStream out) {
    out.println("The test bed is up. Ctrl-C ends it and removes nothing but its processes.");
    for (var cluster : clusters) {
      out.printf("  %-8s %s%n", cluster.name(), cluster.server());
      out.printf("  %8s export KUBECONFIG=%s%n", "", cluster.kubeconfigFile());
    }
    out.printf(
        "kubectl of the same version: %s%n",
        TestbedAssets.locate().kubernetes().resolve("kubectl"));
    out.flush();
  }
}
