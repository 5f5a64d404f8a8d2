package io.fedbackup.e2e.programs;

import io.fedbackup.e2e.testbed.TestbedAssets;
import java.nio.file.Files;
import java.nio.file.Path;

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
   * The jar of a built module.
   *
   * @param module folder, for example {@code reconciler}
   * @throws IllegalStateException when it is not built
   */
  public Path jar(String module) {
    var jar = root.resolve(module + "/target/fedbackup-" + module + ".jar");
    if (!Files.exists(jar)) {
      throw new IllegalStateException(
          module + " is not built: run make demo or make test, which build it");
    }
    return jar;
  }
}
