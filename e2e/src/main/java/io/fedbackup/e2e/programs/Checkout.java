package io.fedbackup.e2e.programs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The checkout that this JVM runs in, and what its build made. */
public final class Checkout {

  private static final String MARK = "bin/fedbackup";

  private final Path root;

  private Checkout(Path root) {
    this.root = root;
  }

  /**
   * Finds the checkout around the working directory.
   *
   * @throws IllegalStateException when there is none
   */
  public static Checkout find() {
    for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve(MARK))) {
        return new Checkout(folder);
      }
    }
    throw new IllegalStateException("Not inside a checkout of fedbackup: start it there");
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
    var command = new java.util.ArrayList<String>();
    command.add(java);
    command.addAll(options);
    command.addAll(List.of("-jar", jar.toString()));
    return command;
  }
}
