package io.fedbackup.gitsync.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import picocli.CommandLine;

/** What the examples and pages tell people to type is what the command line understands. */
class ExamplesTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern COMMAND =
      Pattern.compile("(?:^|[ /])fedbackup ((?:validate|plan|apply)(?: [^|>;&#`]*)?)");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

  @ParameterizedTest
  @ValueSource(strings = {"github-actions.yaml", "gitlab-ci.yaml", "azure-pipelines.yaml"})
  void workflows_are_yaml_that_validates_and_plans_by_commands_that_exist(String file)
      throws IOException {
    List<String> commands =
        load(Files.readString(ROOT.resolve("examples/ci").resolve(file)))
            .flatMap(ExamplesTest::texts)
            .flatMap(String::lines)
            .flatMap(ExamplesTest::commands)
            .toList();

    assertThat(commands)
        .anyMatch(it -> it.startsWith("validate "))
        .anyMatch(it -> it.startsWith("plan ") && it.contains("--output markdown"))
        .noneMatch(it -> it.startsWith("apply"))
        .allSatisfy(ExamplesTest::isUnderstood);
  }

  @ParameterizedTest
  @ValueSource(strings = {"docs/pull-requests.md", "README.md", "examples/fleet/README.md"})
  void commands_in_pages_exist(String page) throws IOException {
    List<String> commands =
        Files.readAllLines(ROOT.resolve(page)).stream()
            .filter(line -> line.startsWith("$ "))
            .flatMap(ExamplesTest::commands)
            .toList();

    assertThat(commands).allSatisfy(ExamplesTest::isUnderstood);
  }

  @Test
  void a_command_that_does_not_exist_would_be_noticed() {
    assertThat(commands("  fedbackup plan --outptu json . > x || code=$?"))
        .singleElement()
        .satisfies(it -> assertThat(understood(it)).isFalse());
  }

  private static void isUnderstood(String command) {
    assertThatCode(() -> parse(command)).as(command).doesNotThrowAnyException();
  }

  private static boolean understood(String command) {
    try {
      parse(command);
      return true;
    } catch (CommandLine.ParameterException e) {
      return false;
    }
  }

  private static void parse(String command) {
    List<String> words = new ArrayList<>();
    for (Matcher word = WORD.matcher(command); word.find(); ) {
      words.add(word.group().replaceAll("^[\"']|[\"']$", ""));
    }
    new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .parseArgs(words.toArray(String[]::new));
  }

  private static Stream<String> commands(String line) {
    return COMMAND.matcher(line).results().map(it -> it.group(1).strip());
  }

  private static Stream<Object> load(String yaml) {
    Iterable<Object> documents = new Load(LoadSettings.builder().build()).loadAllFromString(yaml);
    return StreamSupport.stream(documents.spliterator(), false);
  }

  private static Stream<String> texts(Object value) {
    return switch (value) {
      case String text -> Stream.of(text);
      case Map<?, ?> map -> map.values().stream().flatMap(ExamplesTest::texts);
      case Collection<?> items -> items.stream().flatMap(ExamplesTest::texts);
      case null, default -> Stream.empty();
    };
  }
}
