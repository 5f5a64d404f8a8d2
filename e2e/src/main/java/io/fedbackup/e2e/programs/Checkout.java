package io.fedbackup.e2e.programs;

import io.fedbackup.e2e.testbed.TestbedAssets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The checkout that this JVM runs in, and what its build made. */
public final class Checkout {

  private final Path root;

  private Checkout(Path root) {
    this.root = root;
  }

  /** The checkout that the test bed's sources lie in. */
  public static Checkout find() {
    return new Checkout(TestbedAssets.locate().checkout());
  }

  /** A file or folder of the checkout. */
  public Path path(String relative) {
    return root.resolve(relative);
  }

  /**
   * The command that runs a built module's jar.
   *
   * @param module folder, for example {@code reconciler}
   * @param options options of the JVM
   * @throws IllegalStateException when it is not built
   */
  public List<String> javaJar(String module, List<String> options) {
    var jar = root.resolve(module + "/target/fedbackup-" + module + ".jar");
    if (!Files.exists(jar)) {
      throw new IllegalStateException(
          module + " is not built: run make demo or make test, which build it");
    }
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command = new ArrayList<String>();
    command.add(java);
    command.addAll(options);
    command.addAll(List.of("-jar", jar.toString()));
    return command;
  }
}
