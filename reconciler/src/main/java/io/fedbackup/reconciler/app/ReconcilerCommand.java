package io.fedbackup.reconciler.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command: starts the process and waits for SIGTERM. */
@Command(
    name = "fedbackup-reconciler",
    mixinStandardHelpOptions = true,
    description = "Keeps what the backup cluster's objects say on the application clusters.")
final class ReconcilerCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Options options = new Options();

  @Override
  public Integer call() throws InterruptedException {
    Logging.configure(options.logFormat);
    requireReadableKubeconfig();
    var stopped = new CountDownLatch(1);
    try (var process = new ReconcilerProcess(options)) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process, stopped)));
      process.start();
      stopped.await();
    }
    return 0;
  }

  private void requireReadableKubeconfig() {
    Path file = options.kubeconfig;
    if (file != null && !Files.isReadable(file)) {
      throw new ParameterException(
          spec.commandLine(), "--kubeconfig: there is no readable file " + file.toAbsolutePath());
    }
  }

  private static void stop(ReconcilerProcess process, CountDownLatch stopped) {
    process.close();
    stopped.countDown();
  }
}
