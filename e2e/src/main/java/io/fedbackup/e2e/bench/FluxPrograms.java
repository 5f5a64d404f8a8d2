package io.fedbackup.e2e.bench;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Flux's programs, as they are given to the benchmark by variables.
 *
 * @param sourceController the program
 * @param kustomizeController the program
 * @param definitions files, or folders of files, with their custom resource definitions
 * @param arguments further ones of kustomize-controller
 */
record FluxPrograms(
    Path sourceController,
    Path kustomizeController,
    List<Path> definitions,
    List<String> arguments) {

  static final String SOURCE_CONTROLLER = "FLUX_SOURCE_CONTROLLER";
  static final String KUSTOMIZE_CONTROLLER = "FLUX_KUSTOMIZE_CONTROLLER";
  static final String DEFINITIONS = "FLUX_CRDS";
  static final String ARGUMENTS = "FLUX_KUSTOMIZE_ARGUMENTS";

  /**
   * What the environment gives.
   *
   * @return empty where it gives none of the paths
   * @throws IllegalArgumentException where it gives some, or one that is not there
   */
  static Optional<FluxPrograms> given(Function<String, @Nullable String> variables) {
    var names = List.of(SOURCE_CONTROLLER, KUSTOMIZE_CONTROLLER, DEFINITIONS);
    if (names.stream().allMatch(name -> value(variables, name).isEmpty())) {
      return Optional.empty();
    }
    return Optional.of(
        new FluxPrograms(
            program(variables, SOURCE_CONTROLLER),
            program(variables, KUSTOMIZE_CONTROLLER),
            parts(value(variables, DEFINITIONS), File.pathSeparator)
                .map(part -> existing(DEFINITIONS, part))
                .toList(),
            parts(value(variables, ARGUMENTS), " ").toList()));
  }

  /** How the programs are given, for people. */
  static String usage() {
    return "set %s and %s to the programs, and %s to the files or folders of their CRDs, separated by '%s'"
        .formatted(SOURCE_CONTROLLER, KUSTOMIZE_CONTROLLER, DEFINITIONS, File.pathSeparator);
  }

  private static String value(Function<String, @Nullable String> variables, String name) {
    return Optional.ofNullable(variables.apply(name)).orElse("").strip();
  }

  private static Stream<String> parts(String value, String separator) {
    return Stream.of(value.split(separator, -1)).filter(part -> !part.isBlank());
  }

  private static Path program(Function<String, @Nullable String> variables, String name) {
    var path = existing(name, value(variables, name));
    if (!Files.isRegularFile(path) || !Files.isExecutable(path)) {
      throw new IllegalArgumentException("%s is no program: %s".formatted(name, path));
    }
    return path;
  }

  private static Path existing(String name, String value) {
    var path = Path.of(value).toAbsolutePath();
    if (value.isEmpty() || !Files.exists(path)) {
      throw new IllegalArgumentException(
          "%s names nothing that is there: '%s'; %s".formatted(name, value, usage()));
    }
    return path;
  }
}
