package io.fedbackup.planning.reason;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each reason is named by a test of some module, one that drives what has the reason: so a reason
 * that nothing has, or that nobody looks at, is found out.
 */
class ReasonsShownTest {
  private static final Path CHECKOUT = Path.of("..");

  /** They walk or list reasons, and show none. */
  private static final Set<String> SHOW_NONE =
      Set.of("ReasonTest.java", "ReasonsShownTest.java", "SeenCondition.java");

  /**
   * Phases, states and types of conditions have the same names: such a word alone shows no reason.
   */
  private static final Set<Reason> WORDS_OF_THE_API =
      EnumSet.of(
          Reason.APPLIED,
          Reason.DRIFTED,
          Reason.FAILED,
          Reason.FETCHED,
          Reason.IDENTITY_FEDERATED,
          Reason.IN_PROGRESS,
          Reason.IN_SYNC,
          Reason.IN_USE,
          Reason.LEAVING,
          Reason.PARTIAL_SUCCESS,
          Reason.RETAINED,
          Reason.RETENTION_BLOCKED,
          Reason.SCHEDULED,
          Reason.STORK_READY,
          Reason.SUCCEEDED,
          Reason.SUSPENDED,
          Reason.TOO_MANY_RECORDS,
          Reason.UNKNOWN,
          Reason.UNUSED,
          Reason.VALID,
          Reason.VALIDATING,
          Reason.VERIFIED);

  private static final List<String> TESTS = tests();

  @ParameterizedTest
  @EnumSource
  void a_test_shows_each_reason(Reason reason) {
    assertThat(TESTS.stream().anyMatch(shown(reason).asPredicate()))
        .as("no test shows reason " + reason.wireName())
        .isTrue();
  }

  @Test
  void a_word_of_the_api_shows_a_reason_only_as_one() {
    assertThat("find(conditions, \"Verified\")").doesNotContainPattern(shown(Reason.VERIFIED));
    assertThat("BackupPhase.FAILED").doesNotContainPattern(shown(Reason.FAILED));
    assertThat("\"True Verified\"").containsPattern(shown(Reason.VERIFIED));
    assertThat("isEqualTo(Reason.FAILED)").containsPattern(shown(Reason.FAILED));
    assertThat("\"NoCluster\"").containsPattern(shown(Reason.NO_CLUSTER));
    assertThat("\"NoClusters\"").doesNotContainPattern(shown(Reason.NO_CLUSTER));
  }

  /** The constant, or the wire name within a string: after a condition's status, or anywhere. */
  private static Pattern shown(Reason reason) {
    String before = WORDS_OF_THE_API.contains(reason) ? "\"(True|False|Unknown) " : "\"[^\"\n]*\\b";
    return Pattern.compile(
        "\\bReason\\.%s\\b|%s%s\\b".formatted(reason.name(), before, reason.wireName()));
  }

  private static List<String> tests() {
    try (Stream<Path> modules = Files.list(CHECKOUT)) {
      return modules
          .map(module -> module.resolve("src/test/java"))
          .filter(Files::isDirectory)
          .flatMap(ReasonsShownTest::sources)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> sources(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !SHOW_NONE.contains(file.getFileName().toString()))
          .map(ReasonsShownTest::text)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
