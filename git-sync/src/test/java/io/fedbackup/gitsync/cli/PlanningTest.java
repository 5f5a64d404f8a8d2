package io.fedbackup.gitsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fedbackup.gitsync.apply.FakeObjects;
import io.fedbackup.gitsync.engine.Kinds;
import io.fedbackup.gitsync.plan.Owner;
import io.fedbackup.gitsync.preview.ObjectChange;
import io.fedbackup.gitsync.preview.Preview;
import io.fedbackup.gitsync.schema.Catalog;
import io.fedbackup.gitsync.source.SourceFile;
import io.fedbackup.gitsync.source.SourceFiles;
import io.fedbackup.gitsync.validate.Manifest;
import io.fedbackup.gitsync.validate.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class PlanningTest {
  private static final Catalog CATALOG = Kinds.catalog();
  private static final ObjectKey SECOND = new ObjectKey("SchedulePolicy", "team", "p1");

  private final FakeObjects cluster = new FakeObjects();

  @Test
  void each_kind_is_listed_once_and_only_what_differs_is_asked_about() throws Exception {
    apply(policies(30, 5));
    cluster.requests();

    Preview preview = plan(policies(31, 5));

    assertThat(preview.verdict()).isEqualTo(Preview.Verdict.CHANGES);
    assertThat(preview.objects().unchanged()).isEqualTo(30);
    assertThat(cluster.requests())
        .filteredOn(it -> it.startsWith("LIST"))
        .doesNotHaveDuplicates()
        .as("all kinds but Secrets: this owner has none")
        .hasSize(CATALOG.kinds().size() - 1)
        .noneMatch(it -> it.contains("Secret"));
    plan(policies(31, 5));
    assertThat(cluster.requests())
        .filteredOn(it -> !it.startsWith("LIST"))
        .containsExactly("DRYRUN SchedulePolicy team/p30");
  }

  @Test
  void what_the_server_refuses_is_shown_beside_what_it_accepts() throws Exception {
    cluster.breakWrites(SECOND);

    Preview preview = plan(policies(2, 5));

    assertThat(preview.verdict()).isEqualTo(Preview.Verdict.REFUSED);
    assertThat(preview.objects().refusals())
        .singleElement()
        .satisfies(it -> assertThat(it.key()).isEqualTo(SECOND));
    assertThat(preview.objects().changes())
        .singleElement()
        .satisfies(it -> assertThat(it.action()).isEqualTo(ObjectChange.Action.CREATE));
  }

  @Test
  void what_left_the_directory_stays_without_prune_and_waits_beyond_the_maximum() throws Exception {
    apply(policies(10, 5));

    assertThat(plan(policies(1, 5)).objects().notRemoved()).isEqualTo(9);
    assertThat(plan(policies(1, 5)).verdict()).isEqualTo(Preview.Verdict.NO_CHANGE);
    assertThat(plan(policies(9, 5), "--prune").verdict()).isEqualTo(Preview.Verdict.CHANGES);
    Preview held = plan(policies(1, 5), "--prune");
    assertThat(held.verdict()).isEqualTo(Preview.Verdict.DANGEROUS);
    String token = held.objects().held().orElseThrow().token();
    assertThat(plan(policies(1, 5), "--prune", "--confirm", token).objects().held()).isEmpty();
  }

  @Test
  void an_account_of_one_namespace_lists_just_that_and_is_told_what_it_does_not_see()
      throws Exception {
    apply(policies(2, 5));
    cluster.forbid("");
    cluster.requests();

    Preview preview = plan(policies(3, 5));

    assertThat(preview.verdict()).isEqualTo(Preview.Verdict.CHANGES);
    assertThat(preview.objects().unchanged()).isEqualTo(2);
    assertThat(preview.notes()).singleElement().asString().contains("BackupSchedule");
    assertThat(cluster.requests()).contains("LIST SchedulePolicy team").doesNotHaveDuplicates();
  }

  @Test
  void an_object_of_another_owner_is_said_to_be_taken_over() throws Exception {
    apply(policies(1, 5));

    Preview preview = plan(policies(1, 5), "--owner", "other");

    assertThat(preview.notes()).singleElement().asString().contains("team/p0", "team/default");
    assertThat(preview.objects().changes())
        .singleElement()
        .satisfies(it -> assertThat(it.action()).isEqualTo(ObjectChange.Action.CHANGE));
  }

  private void apply(String documents) {
    var owner = Owner.ofCommandLine("team", "default");
    for (Manifest manifest : planning().validate(new OneFile(documents)).manifests()) {
      var body = manifest.body().deepCopy();
      body.withObjectProperty("metadata")
          .withObjectProperty("labels")
          .put(Owner.NAMESPACE_LABEL, owner.namespace())
          .put(Owner.NAME_LABEL, owner.name());
      cluster.apply(manifest.kind(), body, true);
    }
  }

  private Preview plan(String documents, String... options) throws InterruptedException {
    Planning planning = planning(options);
    return planning.preview("dir", planning.validate(new OneFile(documents)));
  }

  private Planning planning(String... options) {
    var owner = CommandLine.populateCommand(new OwnerOptions(), options);
    var applicant = new CommandLineApplicant("team", Optional.of("team"), owner);
    return new Planning(CATALOG, cluster, applicant, List.of());
  }

  private static String policies(int count, int retain) {
    return String.join(
        "---\n",
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    """
                    apiVersion: fedbackup.io/v1alpha1
                    kind: SchedulePolicy
                    metadata: {name: p%d, namespace: team}
                    spec: {interval: {minutes: 60, retain: %d}}
                    """
                        .formatted(i, retain))
            .toList());
  }

  /** A directory with one file. */
  private record OneFile(String text) implements SourceFiles {
    @Override
    public String revision() {
      return "dir";
    }

    @Override
    public List<SourceFile> files() {
      return List.of(new SourceFile("all.yaml", "all.yaml"));
    }

    @Override
    public Set<Refused> refused() {
      return Set.of();
    }

    @Override
    public byte[] read(SourceFile file) {
      return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {}
  }
}
