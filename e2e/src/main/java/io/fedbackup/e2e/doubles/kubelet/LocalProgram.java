package io.fedbackup.e2e.doubles.kubelet;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What an image holds, as programs of this machine.
 *
 * @param entrypoint the image's entry point; a container's {@code args} follow it
 * @param programs programs that a container's {@code command} may name, and their local commands
 * @param environment the image's own variables
 */
public record LocalProgram(
    List<String> entrypoint, Map<String, List<String>> programs, Map<String, String> environment) {

  private static final List<String> SMALL_JVM =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx192m", "-Xshare:auto");

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
    var command = java();
    command.addAll(List.of("-jar", jar.toAbsolutePath().toString()));
    return of(command);
  }

  /** A main class on the class path that runs this. */
  public static LocalProgram main(Class<?> main) {
    var command = java();
    command.addAll(List.of("-cp", classPath(), main.getName()));
    return of(command);
  }

  /** With absolute entries: a pod's process has a folder of its own. */
  private static String classPath() {
    var given =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(given)
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** The same image; a container's {@code command} may name {@code path} for the entry point. */
  public LocalProgram alsoAs(String path) {
    return new LocalProgram(entrypoint, Map.of(path, entrypoint), environment);
  }

  private static List<String> java() {
    var command = new ArrayList<String>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.addAll(SMALL_JVM);
    return command;
  }
}
