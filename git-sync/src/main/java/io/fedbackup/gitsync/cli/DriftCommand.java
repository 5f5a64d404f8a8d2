package io.fedbackup.gitsync.cli;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fedbackup.api.v1alpha1.DriftReport;
import io.fedbackup.gitsync.apply.ClusterException;
import io.fedbackup.gitsync.apply.ClusterFailures;
import io.fedbackup.gitsync.drift.DriftHtml;
import io.fedbackup.gitsync.drift.DriftJson;
import io.fedbackup.gitsync.drift.DriftMarkdown;
import io.fedbackup.gitsync.drift.DriftText;
import io.fedbackup.gitsync.drift.DriftView;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fedbackup drift}: prints what DriftReports say. */
@Command(
    name = "drift",
    mixinStandardHelpOptions = true,
    description =
        "Prints what differs from Git on the backup cluster, and from intent on application clusters: where, since"
            + " when, and what was put right. Reads DriftReports and changes nothing.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing differs now",
      "2:could not run: usage, no API server, no rights",
      "3:something differs now"
    })
final class DriftCommand implements Callable<Integer> {
  @Mixin private ClusterOptions cluster = new ClusterOptions();

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAMESPACE",
      description = "Namespace whose reports are printed (default: that of the context).")
  private @Nullable String namespace;

  @Option(
      names = {"-A", "--all-namespaces"},
      description = "Print the reports of all namespaces.")
  private boolean everywhere;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text, json, markdown, or html: a page that stands alone (default: text).")
  private Format output = Format.TEXT;

  @Spec private @Nullable CommandSpec spec;

  /** How reports are printed. */
  enum Format {
    TEXT,
    JSON,
    MARKDOWN,
    HTML
  }

  @Override
  public Integer call() {
    if (everywhere && namespace != null) {
      throw new IllegalArgumentException("--namespace and --all-namespaces exclude each other");
    }
    var config = cluster.config();
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build()) {
      DriftView view = read(client);
      Streams.out(spec).print(render(view));
      return view.differing() == 0 ? ExitCode.DONE : ExitCode.DRIFT;
    } catch (KubernetesClientException e) {
      ClusterException failure = ClusterFailures.translate("list driftreports", e);
      throw new ClusterException(
          failure.kind(),
          "API server %s: %s".formatted(config.getMasterUrl(), failure.getMessage()),
          e);
    }
  }

  private DriftView read(KubernetesClient client) {
    var all = client.resources(DriftReport.class);
    String one =
        namespace != null
            ? namespace
            : Objects.requireNonNullElse(client.getNamespace(), "default");
    List<DriftReport> found =
        (everywhere ? all.inAnyNamespace().list() : all.inNamespace(one).list()).getItems();
    return new DriftView(
        found.stream()
            .filter(report -> report.getStatus() != null)
            .map(
                report ->
                    new DriftView.Report(
                        report.getMetadata().getNamespace(), owner(report), report.getStatus()))
            .toList(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  private static String owner(DriftReport report) {
    List<OwnerReference> owners = report.getMetadata().getOwnerReferences();
    return owners.isEmpty()
        ? "DriftReport " + report.getMetadata().getName()
        : owners.getFirst().getKind() + " " + owners.getFirst().getName();
  }

  private String render(DriftView view) {
    return switch (output) {
      case TEXT -> DriftText.render(view);
      case JSON -> DriftJson.render(view);
      case MARKDOWN -> DriftMarkdown.render(view);
      case HTML -> DriftHtml.render(view);
    };
  }
}
