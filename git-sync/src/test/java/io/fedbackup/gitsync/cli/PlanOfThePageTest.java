package io.fedbackup.gitsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fedbackup.gitsync.apply.FakeObjects;
import io.fedbackup.gitsync.engine.Kinds;
import io.fedbackup.gitsync.plan.Owner;
import io.fedbackup.gitsync.preview.Preview;
import io.fedbackup.gitsync.preview.PreviewMarkdown;
import io.fedbackup.gitsync.preview.PreviewText;
import io.fedbackup.gitsync.schema.Catalog;
import io.fedbackup.gitsync.source.DirectorySource;
import io.fedbackup.gitsync.source.SourceLimits;
import io.fedbackup.gitsync.validate.Manifest;
import io.fedbackup.gitsync.validate.TestKinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plan that docs/pull-requests.md shows is the one that is made. */
class PlanOfThePageTest {
  private static final Catalog CATALOG = Kinds.catalog();
  private static final Path PAGE = Path.of("../docs/pull-requests.md");

  private final FakeObjects cluster = new FakeObjects();
  private @TempDir Path directory;

  @BeforeEach
  void aFleetOfTwoClusters() throws IOException {
    write("names: [shop-eu, shop-us]", 3);
    for (Manifest manifest : planning().validate(source()).manifests()) {
      var body = manifest.body().deepCopy();
      body.withObjectProperty("metadata")
          .withObjectProperty("labels")
          .put(Owner.NAMESPACE_LABEL, "team-shop")
          .put(Owner.NAME_LABEL, "cli.default");
      if (manifest.key().kind().equals("BackupSchedule")) {
        body.set("status", status());
      }
      cluster.apply(manifest.kind(), body, true);
    }
    for (int hour = 1; hour <= 4; hour++) {
      cluster.apply(CATALOG.find("Backup").orElseThrow(), backup(hour), true);
    }
  }

  @Test
  void less_retention_and_one_cluster_less() throws Exception {
    write("names: [shop-eu]", 1);

    Planning planning = planning();
    Preview preview = planning.preview("fleet", planning.validate(source()));

    assertThat(preview.verdict()).isEqualTo(Preview.Verdict.DANGEROUS);
    assertThat(Files.readString(PAGE))
        .contains("```text\n" + new PreviewText(false).render(preview) + "```\n")
        .contains("````markdown\n" + PreviewMarkdown.render(preview) + "````\n");
  }

  private Planning planning() {
    var applicant =
        new CommandLineApplicant("team-shop", Optional.of("team-shop"), new OwnerOptions());
    return new Planning(CATALOG, cluster, applicant, List.of());
  }

  private DirectorySource source() {
    return new DirectorySource(directory, SourceLimits.DEFAULT);
  }

  private void write(String clusters, int retain) throws IOException {
    Files.writeString(
        directory.resolve("fleet.yaml"),
        """
        apiVersion: fedbackup.io/v1alpha1
        kind: ApplicationCluster
        metadata: {name: shop-eu}
        spec: {access: {kubeconfigSecretRef: {name: shop-eu}}}
        ---
        apiVersion: fedbackup.io/v1alpha1
        kind: ApplicationCluster
        metadata: {name: shop-us}
        spec: {access: {kubeconfigSecretRef: {name: shop-us}}}
        ---
        apiVersion: fedbackup.io/v1alpha1
        kind: BackupLocation
        metadata: {name: backups}
        spec:
          provider: azure
          azure: {storageAccount: shopbackups, container: team-shop}
          clusters: {names: [shop-eu, shop-us]}
        ---
        apiVersion: fedbackup.io/v1alpha1
        kind: SchedulePolicy
        metadata: {name: hourly}
        spec: {interval: {minutes: 60, retain: %d}}
        ---
        apiVersion: fedbackup.io/v1alpha1
        kind: BackupSchedule
        metadata: {name: shop-hourly}
        spec:
          clusters: {%s}
          schedulePolicyRef: {name: hourly}
          locationRef: {name: backups}
          template: {namespaces: [shop]}
        """
            .formatted(retain, clusters));
  }

  private static ObjectNode status() {
    return (ObjectNode)
        TestKinds.tree(
            """
            clusters:
            - {namespace: team-shop, name: shop-eu, state: Scheduled, instructions: [{part: "", name: shop-hourly-3f9a2c, uid: u}]}
            """);
  }

  private static ObjectNode backup(int hour) {
    return (ObjectNode)
        TestKinds.tree(
            """
            apiVersion: fedbackup.io/v1alpha1
            kind: Backup
            metadata: {name: shop-hourly-3f9a2c-interval-2026-11-01-0%d0000, namespace: team-shop}
            spec:
              clusterRef: {name: shop-eu}
              locationRef: {name: backups}
              namespaces: [shop]
              reclaimPolicy: Delete
            status: {phase: Success}
            """
                .formatted(hour));
  }
}
