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
 * compiler, and an archive of loaded classes, which saves a quarter of the work of a start. The
 * first process that ends in order writes the archive of its jar; the JVM finds out by itself when
 * it does not fit any more. The archives lie in {@code e2e/target/classes-of-programs} and may be
 * lost at any time.
 */
public final class SmallJvm {

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private SmallJvm() {}

  /**
   * {@code java -jar}, with the JVM that runs this; arguments follow.
   *
   * @param jar of a built program, beside its libraries
   * @param megabytes limit of the heap
   */
  public static List<String> jar(Path jar, int megabytes) {
    var path = jar.toAbsolutePath().normalize();
    var command = command(path.getFileName().toString(), megabytes);
    command.addAll(List.of("-jar", path.toString()));
    return command;
  }

  /**
   * A main class of this module; arguments follow.
   *
   * @param main on the class path that runs this
   * @param megabytes limit of the heap
   */
  public static List<String> main(Class<?> main, int megabytes) {
    var command = command(main.getSimpleName(), megabytes);
    command.addAll(List.of("-cp", classPath(), main.getName()));
    return command;
  }

  private static List<String> command(String name, int megabytes) {
    return new ArrayList<>(
        List.of(
            JAVA,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx" + megabytes + "m",
            "-XX:+AutoCreateSharedArchive",
            "-XX:SharedArchiveFile=" + archives().resolve(name + ".jsa"),
            "-XX:+VerifySharedSpaces",
            // an archive that does not fit is no news
            "-Xlog:disable",
            "-Xlog:all=off"));
  }

  private static Path archives() {
    try {
      var folder = TestbedAssets.locate().checkout().resolve("e2e/target/classes-of-programs");
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep archives of classes", e);
    }
  }

  /**
   * The jars only: archives know no folders, and what lies in folders here are tests. With absolute
   * entries, since a pod's process has a folder of its own.
   */
  private static String classPath() {
    var given =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return String.join(
        File.pathSeparator,
        Stream.of(given.split(File.pathSeparator))
            .filter(entry -> entry.endsWith(".jar"))
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .toList());
  }
}
