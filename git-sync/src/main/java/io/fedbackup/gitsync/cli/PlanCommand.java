package io.fedbackup.gitsync.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fedbackup.gitsync.apply.ClusterException;
import io.fedbackup.gitsync.apply.KubernetesObjects;
import io.fedbackup.gitsync.controller.GitSyncApplicant;
import io.fedbackup.gitsync.engine.Kinds;
import io.fedbackup.gitsync.plan.Applicant;
import io.fedbackup.gitsync.plan.Owner;
import io.fedbackup.gitsync.preview.Preview;
import io.fedbackup.gitsync.preview.PreviewJson;
import io.fedbackup.gitsync.preview.PreviewMarkdown;
import io.fedbackup.gitsync.preview.PreviewText;
import io.fedbackup.gitsync.schema.Catalog;
import io.fedbackup.gitsync.source.DirectorySource;
import io.fedbackup.gitsync.source.SourceLimits;
import io.fedbackup.gitsync.validate.Validated;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fedbackup plan DIR}: what an apply would do, and what that means; writes nothing. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = {
      "Says what applying a directory of documents would do to the backup cluster, field by field, and what that means"
          + " for the fleet: what is protected, which backups are erased. Nothing is written.",
      "As 'fedbackup apply' with the same options would do it, or, with --git-sync, as git-sync would."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:no change",
      "1:refused: the documents have problems, or the API server refuses some of them",
      "2:could not run: usage, no such directory, no API server, no rights",
      "3:changes",
      "4:dangerous changes: protection ends, backups are erased, more is removed than may be, or that is not known"
    })
final class PlanCommand implements Callable<Integer> {
  private static final Set<OutputFormat> FORMATS =
      Set.of(OutputFormat.TEXT, OutputFormat.MARKDOWN, OutputFormat.JSON);

  @Mixin private DocumentOptions options = new DocumentOptions();
  @Mixin private ClusterOptions cluster = new ClusterOptions();
  @Mixin private OwnerOptions owner = new OwnerOptions();

  @Option(
      names = "--git-sync",
      paramLabel = "NAMESPACE/NAME",
      description =
          "Plan as this GitSync of the cluster: its inventory, target namespace and prune settings. DIR stands for its"
              + " path in the repository.")
  private @Nullable String gitSync;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    check();
    var config = cluster.config();
    try (var source = new DirectorySource(options.directory(), SourceLimits.DEFAULT);
        KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build()) {
      return plan(source, client);
    } catch (ClusterException e) {
      String message = "API server %s: %s".formatted(config.getMasterUrl(), e.getMessage());
      throw new ClusterException(e.kind(), message, e);
    }
  }

  private void check() {
    owner.check();
    if (!FORMATS.contains(options.output)) {
      throw new IllegalArgumentException("--output of plan is text, markdown or json");
    }
    if (gitSync != null && (owner.areGiven() || options.namespace != null)) {
      throw new IllegalArgumentException(
          "--git-sync has a namespace, an owner and prune settings of its own: leave out --namespace, --owner, --prune,"
              + " --prune-maximum and --confirm");
    }
    if (gitSync != null && !gitSync.matches("[^/]+/[^/]+")) {
      throw new IllegalArgumentException("--git-sync %s: write NAMESPACE/NAME".formatted(gitSync));
    }
  }

  private int plan(DirectorySource source, KubernetesClient client) throws InterruptedException {
    Catalog catalog = Kinds.catalog();
    var planning =
        new Planning(
            catalog, new KubernetesObjects(client), applicant(client, catalog), options.known);
    Validated validated = planning.validate(source);
    PrintWriter out = Streams.out(spec);
    if (!validated.isValid()) {
      new ProblemPrinter(source, options.directory()).print(validated, options.output, out);
      return ExitCode.REFUSED;
    }
    Preview preview = planning.preview(source.revision(), validated);
    print(preview, out);
    return code(preview.verdict());
  }

  private Applicant applicant(KubernetesClient client, Catalog catalog) {
    if (gitSync != null) {
      String[] parts = gitSync.split("/", 2);
      var name = new Owner(parts[0], parts[1]);
      return GitSyncApplicant.of(client, catalog, name, options.directory());
    }
    String namespace =
        Optional.ofNullable(options.namespace)
            .or(() -> Optional.ofNullable(client.getNamespace()))
            .orElse("default");
    return new CommandLineApplicant(namespace, Optional.ofNullable(options.namespace), owner);
  }

  private void print(Preview preview, PrintWriter out) {
    switch (options.output) {
      case JSON -> out.println(PreviewJson.of(preview).toPrettyString());
      case MARKDOWN -> out.print(PreviewMarkdown.render(preview));
      default -> out.print(new PreviewText(Colours.wanted()).render(preview));
    }
  }

  private static int code(Preview.Verdict verdict) {
    return switch (verdict) {
      case NO_CHANGE -> ExitCode.DONE;
      case CHANGES -> ExitCode.CHANGES;
      case DANGEROUS -> ExitCode.DANGEROUS_CHANGES;
      case REFUSED -> ExitCode.REFUSED;
    };
  }
}
