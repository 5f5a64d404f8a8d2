package io.fedbackup.e2e.testbed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The programs of the test bed, provided by the script {@code e2e/testbed/provision}, which finds,
 * downloads or builds them. The first call on a machine may take minutes; later ones take no time.
 */
public final class TestbedAssets {

  /** System property that names the folder of the script, for work outside of a checkout. */
  public static final String SOURCES_PROPERTY = "fedbackup.testbed.sources";

  private static final Duration LIMIT = Duration.ofMinutes(30);

  private final Path sources;

  private TestbedAssets(Path sources) {
    this.sources = sources;
  }

  /**
   * Finds the script: in the folder that {@value #SOURCES_PROPERTY} names, or in the checkout that
   * the working directory belongs to.
   *
   * @throws TestbedException when there is none
   */
  public static TestbedAssets locate() {
    var named = System.getProperty(SOURCES_PROPERTY);
    if (named != null) {
      return new TestbedAssets(Path.of(named));
    }
    var here = Path.of("").toAbsolutePath();
    return Stream.iterate(here, folder -> folder != null, Path::getParent)
        .map(folder -> folder.resolve("e2e/testbed"))
        .filter(folder -> Files.isExecutable(folder.resolve("provision")))
        .findFirst()
        .map(TestbedAssets::new)
        .orElseThrow(
            () ->
                new TestbedException(
                    "No e2e/testbed/provision above %s: work in a checkout, or set -D%s"
                        .formatted(here, SOURCES_PROPERTY)));
  }

  /** The root of the checkout that the script belongs to. */
  public Path checkout() {
    return sources.resolve("../..").normalize();
  }

  /** The folder with etcd, kube-apiserver, kube-controller-manager and, mostly, kubectl. */
  public Path kubernetes() {
    return provide("kubernetes");
  }

  /** The folder with the {@code node_modules} of Azurite. */
  public Path azurite() {
    return provide("azurite");
  }

  /** The program kubeconform, which only a benchmark needs. */
  public Path kubeconform() {
    return provide("kubeconform").resolve("kubeconform");
  }

  private Path provide(String what) {
    var command = List.of(sources.resolve("provision").toString(), what);
    try {
      var process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroy();
        throw new TestbedException(
            "No programs: run %s and see".formatted(String.join(" ", command)));
      }
      return Path.of(output.strip());
    } catch (IOException e) {
      throw new TestbedException("Cannot run " + command.getFirst(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TestbedException("Interrupted while programs were provided", e);
    }
  }
}
