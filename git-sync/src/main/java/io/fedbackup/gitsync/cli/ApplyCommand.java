package io.fedbackup.gitsync.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fedbackup.gitsync.apply.ClusterException;
import io.fedbackup.gitsync.apply.KnownOnCluster;
import io.fedbackup.gitsync.apply.KubernetesObjects;
import io.fedbackup.gitsync.apply.Listing;
import io.fedbackup.gitsync.apply.SyncRun;
import io.fedbackup.gitsync.engine.Documents;
import io.fedbackup.gitsync.engine.Kinds;
import io.fedbackup.gitsync.plan.Neighbours;
import io.fedbackup.gitsync.plan.Planner;
import io.fedbackup.gitsync.plan.Possession;
import io.fedbackup.gitsync.plan.SyncPlan;
import io.fedbackup.gitsync.schema.Catalog;
import io.fedbackup.gitsync.sops.EncryptedSecret;
import io.fedbackup.gitsync.source.DirectorySource;
import io.fedbackup.gitsync.source.SourceFiles;
import io.fedbackup.gitsync.source.SourceLimits;
import io.fedbackup.gitsync.validate.KnownObjects;
import io.fedbackup.gitsync.validate.Manifest;
import io.fedbackup.gitsync.validate.Scope;
import io.fedbackup.gitsync.validate.Validated;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code fedbackup apply DIR}: the same path as git-sync's, from a directory and with the user's
 * own rights.
 */
@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    description = {
      "Checks a directory of documents and applies it to the backup cluster: all of it, or nothing where a problem"
          + " is known beforehand.",
      "Objects get labels with the namespace and the owner's name, by which the next apply of the same owner finds"
          + " them. With --prune, those of them that are no longer in the directory are removed."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all is applied, and pruned where asked for",
      "1:refused, or something could not be applied, or a removal waits for confirmation",
      "2:could not run: usage, no such directory, no API server, no rights"
    })
final class ApplyCommand implements Callable<Integer> {
  private static final int REQUESTS_AT_ONCE = 16;

  @Mixin private DocumentOptions options = new DocumentOptions();

  @Mixin private ClusterOptions cluster = new ClusterOptions();
  @Mixin private OwnerOptions owner = new OwnerOptions();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    owner.check();
    if (options.output != OutputFormat.TEXT && options.output != OutputFormat.JSON) {
      throw new IllegalArgumentException("--output of apply is text or json");
    }
    var config = cluster.config();
    try (var source = new DirectorySource(options.directory(), SourceLimits.DEFAULT);
        KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build()) {
      return apply(source, client);
    } catch (ClusterException e) {
      String message = "API server %s: %s".formatted(config.getMasterUrl(), e.getMessage());
      throw new ClusterException(e.kind(), message, e);
    }
  }

  private int apply(SourceFiles source, KubernetesClient client) throws InterruptedException {
    Catalog catalog = Kinds.catalog();
    var objects = new KubernetesObjects(client);
    String namespace =
        Optional.ofNullable(options.namespace)
            .or(() -> Optional.ofNullable(client.getNamespace()))
            .orElse("default");
    var self = Possession.withoutInventory(owner.in(namespace));
    KnownObjects known =
        new EitherKnown(
            new KnownByOption(options.known),
            new KnownOnCluster(objects, catalog, self, keys -> owner.prune() ? Set.of() : keys));
    var scope = new Scope(Optional.of(namespace), Optional.ofNullable(options.namespace), known);
    Validated validated =
        new Documents(Kinds.reader(), Kinds.validator(catalog)).validate(source, scope);
    if (!validated.isValid()) {
      new ProblemPrinter(source, options.directory())
          .print(validated, options.output, Streams.out(spec));
      return ExitCode.REFUSED;
    }
    return sync(validated, objects, catalog, self);
  }

  private int sync(Validated validated, KubernetesObjects objects, Catalog catalog, Possession self)
      throws InterruptedException {
    if (validated.manifests().stream().anyMatch(it -> EncryptedSecret.isEncrypted(it.body()))) {
      throw new IllegalArgumentException(
          "there are encrypted Secrets, which only git-sync decrypts: apply them by a GitSync with spec.decryption, or move them to another directory");
    }
    Set<String> namespaces = new HashSet<>(Set.of(self.owner().namespace()));
    validated.manifests().forEach(manifest -> namespaces.add(manifest.key().namespace()));
    var settings = new SyncRun.Settings(owner.guard(), owner.confirmed(), SyncRun.Writing.ALL);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var run = new SyncRun(catalog, threads, REQUESTS_AT_ONCE);
      Listing listing = run.observe(self, namespaces, objects);
      listing.require(validated.manifests().stream().map(Manifest::key).toList());
      SyncPlan plan =
          new Planner()
              .plan(validated.manifests(), listing.observed(), self.owner(), Neighbours.none());
      SyncRun.Result result = run.carryOut(plan, objects, settings);
      return new ResultPrinter(Streams.out(spec)).print(result, owner.prune(), options.output);
    }
  }
}
