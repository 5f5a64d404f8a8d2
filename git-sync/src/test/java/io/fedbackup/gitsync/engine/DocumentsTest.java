package io.fedbackup.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fedbackup.gitsync.report.Problem;
import io.fedbackup.gitsync.report.Rule;
import io.fedbackup.gitsync.source.SourceFile;
import io.fedbackup.gitsync.source.SourceFiles;
import io.fedbackup.gitsync.validate.KnownObjects;
import io.fedbackup.gitsync.validate.LiveObjects;
import io.fedbackup.gitsync.validate.ObjectKey;
import io.fedbackup.gitsync.validate.Scope;
import io.fedbackup.gitsync.validate.Validated;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Files to objects: what is read again, and what is known of objects that are there. */
class DocumentsTest {
  private static final String POLICY =
      """
      apiVersion: fedbackup.io/v1alpha1
      kind: SchedulePolicy
      metadata: {name: nightly}
      spec:
        daily: {time: "22:30"}
      """;
  private static final String LOCATION =
      """
      apiVersion: fedbackup.io/v1alpha1
      kind: BackupLocation
      metadata: {name: store}
      spec:
        provider: azure
        azure: {storageAccount: backups, container: team}
      """;

  private final Documents documents = new Documents(Kinds.reader(), Kinds.validator());

  @Test
  void only_a_file_that_changed_is_read_again() {
    validate(new InMemory(Map.of("a.yaml", POLICY, "b.yaml", LOCATION)), "team");
    var next = new InMemory(Map.of("a.yaml", POLICY, "b.yaml", LOCATION.replace("team", "two")));

    assertThat(validate(next, "team").isValid()).isTrue();
    assertThat(next.read).containsExactly("b.yaml");
  }

  @Test
  void a_file_that_moved_has_its_problems_at_its_new_place() {
    String broken = POLICY.replace("22:30", "22");
    validate(new InMemory(Map.of("a.yaml", broken)), "team");

    assertThat(validate(new InMemory(Map.of("b.yaml", broken)), "team").problems())
        .extracting(problem -> problem.place().file())
        .containsExactly("b.yaml");
  }

  @Test
  void another_namespace_is_not_taken_from_what_was_kept() {
    validate(new InMemory(Map.of("a.yaml", POLICY)), "one");

    assertThat(validate(new InMemory(Map.of("a.yaml", POLICY)), "two").manifests())
        .extracting(manifest -> manifest.key().namespace())
        .containsExactly("two");
  }

  @Test
  void problems_across_files_do_not_stay_when_they_are_gone() {
    var twice = new InMemory(Map.of("a.yaml", POLICY, "b.yaml", POLICY));

    assertThat(validate(twice, "team").problems())
        .extracting(Problem::rule)
        .containsExactly(Rule.DUPLICATE_OBJECT);
    assertThat(validate(new InMemory(Map.of("b.yaml", POLICY)), "team").isValid()).isTrue();
  }

  @Test
  void what_must_not_be_changed_is_refused_where_the_object_is_known() {
    JsonNode live =
        Kinds.reader()
            .read(LOCATION.replace("team", "old").getBytes(StandardCharsets.UTF_8))
            .documents()
            .getFirst()
            .root();
    LiveObjects one =
        key ->
            key.equals(new ObjectKey("BackupLocation", "team", "store"))
                ? Optional.of(live)
                : Optional.empty();
    Scope scope = Scope.confinedTo("team", KnownObjects.none()).withLive(one);

    Validated validated =
        documents.validate(new InMemory(Map.of("a.yaml", LOCATION, "b.yaml", POLICY)), scope);

    assertThat(validated.problems())
        .extracting(Problem::rule, Problem::field, problem -> problem.place().line())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Rule.IMMUTABLE, "spec.azure.container", 6));
    assertThat(validated.manifests()).hasSize(1);
  }

  private Validated validate(SourceFiles files, String namespace) {
    return documents.validate(files, Scope.confinedTo(namespace, KnownObjects.none()));
  }

  /** Files by path, whose id is their text. */
  private static final class InMemory implements SourceFiles {
    private final TreeMap<String, String> texts;
    private final List<String> read = new ArrayList<>();

    InMemory(Map<String, String> texts) {
      this.texts = new TreeMap<>(texts);
    }

    @Override
    public String revision() {
      return "memory";
    }

    @Override
    public List<SourceFile> files() {
      return texts.entrySet().stream()
          .map(file -> new SourceFile(file.getKey(), file.getValue()))
          .toList();
    }

    @Override
    public byte[] read(SourceFile file) {
      read.add(file.path());
      return file.id().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Set<Refused> refused() {
      return Set.of();
    }

    @Override
    public void close() {}
  }
}
