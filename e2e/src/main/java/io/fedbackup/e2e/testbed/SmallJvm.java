package io.fedbackup.e2e.testbed;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Commands that start a Java program as a small machine likes it: little memory, no optimising
 * compiler, and an AOT cache. The caches lie in {@code e2e/target/aot-caches}.
 */
public final class SmallJvm {

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private SmallJvm() {}

  /**
   * {@code java -jar}, with the JVM that runs this; arguments follow.
   *
   * @param jar of a built program, beside the folder {@code lib} with its libraries
   * @param megabytes limit of the heap
   */
  public static List<String> jar(Path jar, int megabytes) {
    var path = jar.toAbsolutePath().normalize();
    var jars = new ArrayList<>(List.of(path));
    jars.addAll(libraries(path.resolveSibling("lib")));
    return command(
        path.getFileName().toString(), megabytes, List.of("-jar", path.toString()), jars);
  }

  /**
   * A main class of this module; arguments follow.
   *
   * @param main on the class path that runs this
   * @param megabytes limit of the heap
   */
  public static List<String> main(Class<?> main, int megabytes) {
    var jars = classPath();
    var entries = String.join(File.pathSeparator, jars.stream().map(Path::toString).toList());
    var command = command(main.getSimpleName(), megabytes, List.of("-cp", entries), jars);
    command.add(main.getName());
    return command;
  }

  private static List<String> command(
      String program, int megabytes, List<String> start, List<Path> jars) {
    var command =
        new ArrayList<>(
            List.of(
                JAVA,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx" + megabytes + "m",
                // a cache that does not fit is no news
                "-Xlog:disable",
                "-Xlog:all=off"));
    var folder = TestbedAssets.locate().checkout().resolve("e2e/target/aot-caches");
    command.addAll(new AotCaches(folder).options(program, command, start, jars));
    command.addAll(start);
    return command;
  }

  private static List<Path> libraries(Path folder) {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list the libraries in " + folder, e);
    }
  }

  /**
   * The jars only: caches know no folders, and what lies in folders here are tests. With absolute
   * paths, since a pod's process has a folder of its own.
   */
  private static List<Path> classPath() {
    var given =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Stream.of(given.split(File.pathSeparator))
        .filter(entry -> entry.endsWith(".jar"))
        .map(entry -> Path.of(entry).toAbsolutePath())
        .toList();
  }
}
