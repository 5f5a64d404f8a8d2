package io.fedbackup.e2e.doubles.kubelet;

import io.fedbackup.e2e.testbed.SmallJvm;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What an image holds, as programs of this machine.
 *
 * @param entrypoint the image's entry point; a container's {@code args} follow it
 * @param programs programs that a container's {@code command} may name, and their local commands
 * @param environment the image's own variables
 */
public record LocalProgram(
    List<String> entrypoint, Map<String, List<String>> programs, Map<String, String> environment) {

  private static final int MEGABYTES = 192;

  /** Copies the collections. */
  public LocalProgram {
    entrypoint = List.copyOf(entrypoint);
    programs = Map.copyOf(programs);
    environment = Map.copyOf(environment);
  }

  /** An image with nothing but an entry point. */
  public static LocalProgram of(List<String> entrypoint) {
    return new LocalProgram(entrypoint, Map.of(), Map.of());
  }

  /** {@code java -jar}, with the JVM that runs this. */
  public static LocalProgram jar(Path jar) {
    return of(SmallJvm.jar(jar, MEGABYTES));
  }

  /** A main class on the class path that runs this. */
  public static LocalProgram main(Class<?> main) {
    return of(SmallJvm.main(main, MEGABYTES));
  }

  /** The same image; a container's {@code command} may name {@code path} for the entry point. */
  public LocalProgram alsoAs(String path) {
    return new LocalProgram(entrypoint, Map.of(path, entrypoint), environment);
  }
}
