package io.fedbackup.gitsync.cli;

import io.fedbackup.gitsync.apply.ClusterException;
import io.fedbackup.gitsync.apply.Foreseen;
import io.fedbackup.gitsync.apply.KnownOnCluster;
import io.fedbackup.gitsync.apply.ListedObjects;
import io.fedbackup.gitsync.apply.Listing;
import io.fedbackup.gitsync.apply.Objects;
import io.fedbackup.gitsync.apply.SyncRun;
import io.fedbackup.gitsync.engine.Documents;
import io.fedbackup.gitsync.engine.Kinds;
import io.fedbackup.gitsync.outlook.FleetChange;
import io.fedbackup.gitsync.outlook.Outlook;
import io.fedbackup.gitsync.plan.Applicant;
import io.fedbackup.gitsync.plan.LiveObject;
import io.fedbackup.gitsync.plan.Planner;
import io.fedbackup.gitsync.plan.SyncPlan;
import io.fedbackup.gitsync.preview.Preview;
import io.fedbackup.gitsync.schema.Catalog;
import io.fedbackup.gitsync.schema.ResourceKind;
import io.fedbackup.gitsync.sops.EncryptedSecret;
import io.fedbackup.gitsync.source.SourceFiles;
import io.fedbackup.gitsync.validate.Manifest;
import io.fedbackup.gitsync.validate.ObjectKey;
import io.fedbackup.gitsync.validate.Scope;
import io.fedbackup.gitsync.validate.Validated;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The steps of a plan: validate, list, compare, ask for a dry run, say what it means. */
final class Planning {
  private static final int REQUESTS_AT_ONCE = 16;

  /** One fleet has very many of them, and few are asked about. */
  private static final String BACKUP = "Backup";

  private final Catalog catalog;
  private final Objects cluster;
  private final ListedObjects listed;
  private final Applicant applicant;
  private final List<String> known;

  /**
   * For one plan.
   *
   * @param known objects outside of the directory, as the user names them
   */
  Planning(Catalog catalog, Objects cluster, Applicant applicant, List<String> known) {
    this.catalog = catalog;
    this.cluster = cluster;
    this.listed = new ListedObjects(cluster, Set.of(BACKUP));
    this.applicant = applicant;
    this.known = known;
  }

  /** All that can be said against the documents before the API server is asked about them. */
  Validated validate(SourceFiles source) {
    var others =
        new EitherKnown(
            new KnownByOption(known),
            new KnownOnCluster(listed, catalog, applicant.possession(), applicant::staying));
    var scope =
        new Scope(Optional.of(applicant.defaultNamespace()), applicant.onlyNamespace(), others);
    return new Documents(Kinds.reader(), Kinds.validator(catalog))
        .validate(source, scope.withLive(key -> find(key).map(LiveObject::json)));
  }

  private Optional<LiveObject> find(ObjectKey key) {
    return catalog.find(key.kind()).flatMap(kind -> listed.get(kind, key.namespace(), key.name()));
  }

  /** What an apply of valid documents would do. */
  Preview preview(String revision, Validated validated) throws InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var run = new SyncRun(catalog, threads, REQUESTS_AT_ONCE);
      Listing listing =
          run.observe(applicant.possession(), namespaces(validated.manifests()), listed);
      Set<ObjectKey> encrypted = encrypted(validated.manifests());
      SyncPlan plan = plan(validated.manifests(), listing).without(encrypted);
      List<Foreseen> foreseen = run.foresee(plan, cluster, applicant::takesOver);
      var outlook =
          new Outlook(
              plan,
              foreseen,
              applicant.guard().check(plan, applicant.confirmed()),
              change -> change.live().or(() -> find(change.key())));
      return new Preview(
          revision,
          applicant.owner().toString(),
          outlook.objects(),
          fleet(outlook, listing),
          notes(outlook, encrypted));
    }
  }

  /** Who plans has no keys: whether one of these would change cannot be told. */
  private static Set<ObjectKey> encrypted(List<Manifest> manifests) {
    return manifests.stream()
        .filter(manifest -> EncryptedSecret.isEncrypted(manifest.body()))
        .map(Manifest::key)
        .collect(Collectors.toUnmodifiableSet());
  }

  private Set<String> namespaces(List<Manifest> manifests) {
    Set<String> namespaces = new HashSet<>(Set.of(applicant.defaultNamespace()));
    manifests.forEach(manifest -> namespaces.add(manifest.key().namespace()));
    return namespaces;
  }

  private SyncPlan plan(List<Manifest> wanted, Listing listing) {
    Set<ObjectKey> keys = new HashSet<>();
    wanted.forEach(manifest -> keys.add(manifest.key()));
    listing.require(keys);
    return new Planner()
        .plan(
            wanted,
            listing.observed(),
            applicant.owner(),
            applicant.neighbours(listing.observed(), keys));
  }

  private Preview.Fleet fleet(Outlook outlook, Listing listing) {
    FleetChange change =
        FleetChange.of(
            listed.seen(FleetChange.KINDS), outlook.plan(), outlook.foreseen(), outlook.removals());
    List<String> unknown = new ArrayList<>();
    if (!outlook.plan().isEmpty()) {
      unseen(listing).forEach(unknown::add);
    }
    List<LiveObject> backups = new ArrayList<>();
    for (String namespace : change.namespacesOfBackups()) {
      backups(namespace, backups).ifPresent(unknown::add);
    }
    return new Preview.Fleet(change.consequences(backups), unknown);
  }

  /** Kinds that say what is wanted of the fleet, and could not be looked at. */
  private static Stream<String> unseen(Listing listing) {
    return listing.refused().entrySet().stream()
        .filter(it -> FleetChange.KINDS.contains(it.getKey().kind()))
        .map(
            it ->
                "what this means for the fleet of namespace %s: %s"
                    .formatted(it.getKey().namespace(), it.getValue().getMessage()))
        .sorted();
  }

  /** Adds the Backups of a namespace, or says why they are not known. */
  private Optional<String> backups(String namespace, List<LiveObject> into) {
    ResourceKind kind = catalog.find(BACKUP).orElseThrow();
    try {
      into.addAll(cluster.list(kind, namespace, ""));
      return Optional.empty();
    } catch (ClusterException e) {
      if (e.kind() != ClusterException.Kind.FORBIDDEN) {
        throw e;
      }
      return Optional.of(
          "which backups of namespace %s are erased, since fewer are kept: %s"
              .formatted(namespace, e.getMessage()));
    }
  }

  private List<String> notes(Outlook outlook, Set<ObjectKey> encrypted) {
    List<String> notes = new ArrayList<>(applicant.notes());
    notes.addAll(outlook.notes(applicant.owner()));
    if (!encrypted.isEmpty()) {
      notes.add(
          "%d encrypted Secrets are not compared: only git-sync has the keys"
              .formatted(encrypted.size()));
    }
    Set<String> confined = listed.confined(FleetChange.KINDS);
    if (!confined.isEmpty()) {
      notes.add(
          "%s of other namespaces may not be listed: what this means for them is not said"
              .formatted(String.join(", ", confined)));
    }
    return notes;
  }
}
