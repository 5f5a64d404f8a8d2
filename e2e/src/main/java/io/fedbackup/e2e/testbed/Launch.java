package io.fedbackup.e2e.testbed;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How to start a program.
 *
 * @param name what people call the process; used in messages and thread names
 * @param command program and arguments
 * @param environment variables set in addition to, or in place of, those of this JVM
 * @param inheritEnvironment whether the variables of this JVM are passed on
 * @param directory working directory; must exist
 * @param log file that gets standard output and standard error; appended to
 */
public record Launch(
    String name,
    List<String> command,
    Map<String, String> environment,
    boolean inheritEnvironment,
    Path directory,
    Path log) {

  /** Copies the collections. */
  public Launch {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /**
   * A program that inherits the environment, works in {@code directory}, and logs to {@code
   * <name>.log} there.
   */
  public static Launch of(String name, Path directory, List<String> command) {
    return new Launch(name, command, Map.of(), true, directory, directory.resolve(name + ".log"));
  }

  /** For a program in Go: it may use more memory, and spends less time on giving it back. */
  Launch collectingRarely() {
    return withEnvironment(Map.of("GOGC", "400"));
  }

  /** The same with {@code variables} set in addition. */
  public Launch withEnvironment(Map<String, String> variables) {
    var all = new LinkedHashMap<>(environment);
    all.putAll(variables);
    return new Launch(name, command, all, inheritEnvironment, directory, log);
  }

  /** The same with {@code variables} as its whole environment. */
  public Launch withOnlyEnvironment(Map<String, String> variables) {
    return new Launch(name, command, variables, false, directory, log);
  }

  /** The same with another log file. */
  public Launch withLog(Path file) {
    return new Launch(name, command, environment, inheritEnvironment, directory, file);
  }

  /** Names the program only: arguments and environment may carry secrets. */
  @Override
  public String toString() {
    return "Launch[" + name + "]";
  }
}
