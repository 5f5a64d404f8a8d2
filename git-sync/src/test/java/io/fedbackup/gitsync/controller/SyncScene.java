package io.fedbackup.gitsync.controller;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fedbackup.api.v1alpha1.Condition;
import io.fedbackup.api.v1alpha1.DriftEntry;
import io.fedbackup.api.v1alpha1.GitReferenceBuilder;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.api.v1alpha1.GitSyncSpecBuilder;
import io.fedbackup.api.v1alpha1.Inventory;
import io.fedbackup.gitsync.apply.ClusterException;
import io.fedbackup.gitsync.apply.FakeObjects;
import io.fedbackup.gitsync.apply.SyncRun;
import io.fedbackup.gitsync.engine.Documents;
import io.fedbackup.gitsync.engine.Kinds;
import io.fedbackup.gitsync.engine.Standing;
import io.fedbackup.gitsync.plan.Owner;
import io.fedbackup.gitsync.schema.Catalog;
import io.fedbackup.gitsync.source.GitFiles;
import io.fedbackup.gitsync.source.GitRef;
import io.fedbackup.gitsync.source.GitRevision;
import io.fedbackup.gitsync.source.SourceException;
import io.fedbackup.gitsync.source.SourceFile;
import io.fedbackup.gitsync.validate.ObjectKey;
import io.fedbackup.planning.drift.DriftLedger;
import io.fedbackup.planning.event.EventRecord;
import io.fedbackup.planning.outcome.Conditions;
import io.fedbackup.planning.outcome.Outcome;
import io.fedbackup.planning.reason.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** One repository, one cluster, some GitSyncs: all in memory, for stories about syncs. */
final class SyncScene implements AutoCloseable {
  static final String NAMESPACE = "team";
  private static final Catalog CATALOG = Kinds.catalog();

  final FakeObjects objects = new FakeObjects(() -> this.now);
  private final Map<String, String> files = new TreeMap<>();
  private final List<GitSync> syncs = new ArrayList<>();
  private final IdentityHashMap<GitSync, Documents> documents = new IdentityHashMap<>();
  private final IdentityHashMap<GitSync, DriftLedger> ledgers = new IdentityHashMap<>();
  private final Map<String, EventRecord> events = new LinkedHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final KubernetesClient unused =
      new KubernetesClientBuilder().withConfig(Config.empty()).build();
  private final InventoryStore inventories = new InventoryStore(unused, CATALOG);
  private final SyncRun run = new SyncRun(CATALOG, threads, 4);
  private final IdentityHashMap<GitSync, Rest> good = new IdentityHashMap<>();

  /** The files of each commit that was looked at; what is taken out is not served any more. */
  final Map<Integer, Map<String, String>> history = new TreeMap<>();

  private String message = "";

  /** Data of the Secret that {@code spec.decryption} names. */
  Map<String, byte[]> secret = Map.of();

  /** Whether the repository does not answer; for removals. */
  boolean unreachable;

  private int commits = 1;
  Instant now = Instant.parse("2026-03-01T10:00:00Z");

  /** A GitSync of a path; nothing is done yet. */
  GitSync add(String name, String path, UnaryOperator<GitSyncSpecBuilder> more) {
    var sync = new GitSync();
    sync.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(NAMESPACE)
            .withName(name)
            .withUid("uid-of-%s-%d".formatted(name, syncs.size()))
            .withCreationTimestamp(now.toString())
            .withGeneration(1L)
            .build());
    sync.setSpec(
        more.apply(
                GitSyncSpecBuilder.builder()
                    .url("https://git.example.com/fleet.git")
                    .ref(GitReferenceBuilder.builder().branch("main").build())
                    .path(path))
            .build());
    syncs.add(sync);
    documents.put(sync, new Documents(Kinds.reader(), Kinds.validator(CATALOG)));
    return sync;
  }

  GitSync add(String name, String path) {
    return add(name, path, spec -> spec);
  }

  /** Changes the spec, as kubectl would. */
  void change(GitSync sync, UnaryOperator<GitSyncSpecBuilder> change) {
    sync.setSpec(change.apply(GitSyncSpecBuilder.builder(sync.getSpec())).build());
  }

  /** It is removed, and its objects are kept. */
  void forget(GitSync sync) {
    syncs.remove(sync);
    now = now.plus(Duration.ofMinutes(1));
  }

  SyncScene write(String file, String... yaml) {
    files.put(file, String.join("---\n", yaml));
    return this;
  }

  SyncScene remove(String file) {
    files.remove(file);
    return this;
  }

  void commit() {
    commit("");
  }

  void commit(String text) {
    commits++;
    message = text;
  }

  String revision() {
    return "main@sha1:" + "%040x".formatted(commits);
  }

  static String policy(String name) {
    return policy(name, "22:30");
  }

  static String policy(String name, String time) {
    return """
    apiVersion: fedbackup.io/v1alpha1
    kind: SchedulePolicy
    metadata: {name: %s}
    spec: {daily: {time: "%s"}}
    """
        .formatted(name, time);
  }

  /** Ten policies p0 to p9 but the last ones. */
  String[] policies(int count) {
    String[] all = new String[count];
    for (int i = 0; i < count; i++) {
      all[i] = policy("p" + i);
    }
    return all;
  }

  static ObjectKey policyKey(String name) {
    return new ObjectKey("SchedulePolicy", NAMESPACE, name);
  }

  /** One sync, as the reconciler does it; the status is kept. */
  Outcome sync(GitSync sync) throws InterruptedException {
    var progress = new SyncProgress();
    Outcome outcome = work(sync, progress);
    Optional<Inventory> inventory =
        Optional.ofNullable(progress.inventory)
            .map(keys -> inventories.store(sync, keys, progress.inventoryBefore));
    progress.events.forEach(this::event);
    now = now.plus(Duration.ofMinutes(1));
    sync.setStatus(StatusBuilding.build(sync, progress, outcome, inventory, now));
    return outcome;
  }

  /** One sync that is killed before anything but Events and objects is written. */
  void syncAndDie(GitSync sync) throws InterruptedException {
    work(sync, new SyncProgress());
  }

  private Outcome work(GitSync sync, SyncProgress progress) throws InterruptedException {
    progress.inventoryBefore = inventories.load(sync);
    var tools =
        new SyncWork.Tools(
            CATALOG, run, new Others(), new Standing(Kinds.reader()), this::event, new Book());
    var work = new SyncWork(sync, objects, tools, progress, new Decryption(sync, (_, _) -> secret));
    try {
      progress.good = good.get(sync);
      Commits.Commit commit = newest();
      var fetched = new Fetched(commit.at(sync.getSpec().path()), commit);
      var prepared = work.prepare(fetched, Objects.requireNonNull(documents.get(sync)));
      work.carryOut(prepared);
      if (progress.applied != null) {
        good.put(
            sync, new Rest(progress.applied, prepared.wanted(), Rest.Asked.of(sync), Instant.MAX));
      }
      return progress.outcome == null ? Outcome.done() : progress.outcome;
    } catch (SyncTrouble e) {
      return Outcome.blocked(e.reason(), e.text());
    } catch (ClusterException e) {
      return Outcome.failed(SyncTrouble.of(e).reason(), String.valueOf(e.getMessage()));
    }
  }

  /** One try of a removal. */
  Removal.Step removal(GitSync sync, Instant since) throws InterruptedException {
    sync.getMetadata().setDeletionTimestamp(since.toString());
    var clock = java.time.Clock.fixed(now, java.time.ZoneOffset.UTC);
    var heirs = new Removal.Heirs(new Others(), new Standing(Kinds.reader()), _ -> newest());
    return new Removal(run, heirs, clock).prune(sync, inventories.load(sync), objects);
  }

  private Commits.Commit newest() {
    if (unreachable) {
      throw new SourceException(SourceException.Kind.REMOTE_UNREACHABLE, "no route to the server");
    }
    history.put(commits, Map.copyOf(files));
    return new Commits.Commit(revision(commits), Files::new);
  }

  private static GitRevision revision(int number) {
    return new GitRevision(new GitRef.Branch("main"), "%040x".formatted(number), Optional.empty());
  }

  /** The process ends: nothing is remembered. */
  void restart() {
    good.clear();
  }

  private void event(EventRecord event) {
    events.putIfAbsent(event.name(), event);
  }

  /** Events of this reason so far, each once, as the API server would have them. */
  List<String> events(Reason reason) {
    return events.values().stream()
        .filter(event -> event.reason() == reason)
        .map(EventRecord::message)
        .toList();
  }

  /** The token that the GitSync shows. */
  static String token(GitSync sync) {
    return Objects.requireNonNull(sync.getStatus().confirmation()).token();
  }

  /** Status and reason of a condition, such as {@code False Drifted}. */
  static String condition(GitSync sync, String type) {
    Condition condition = Conditions.find(sync.getStatus().conditions(), type).orElseThrow();
    return condition.status() + " " + condition.reason();
  }

  Set<ObjectKey> inventory(GitSync sync) {
    return inventories.load(sync);
  }

  /** What the DriftReport of a GitSync says. */
  List<DriftEntry> drift(GitSync sync) {
    return new Book().read(sync).entries();
  }

  private final class Book implements DriftBook {
    @Override
    public DriftLedger read(GitSync sync) {
      return ledgers.getOrDefault(sync, DriftLedger.of(null));
    }

    @Override
    public void write(GitSync sync, Update update) {
      ledgers.put(sync, update.after(read(sync), now));
    }
  }

  private final class Others implements OtherSyncs {
    @Override
    public List<GitSync> all() {
      return List.copyOf(syncs);
    }

    @Override
    public Set<ObjectKey> inventory(Owner owner) {
      return syncs.stream()
          .filter(sync -> sync.getMetadata().getName().equals(owner.name()))
          .findFirst()
          .map(inventories::load)
          .orElse(Set.of());
    }
  }

  /** The files below a path of a commit. */
  private final class Files implements GitFiles {
    private final GitRevision revision;
    private final String path;
    private final Map<String, String> there;
    private boolean closed;

    Files(GitRevision revision, String path) {
      this.revision = revision;
      this.path = path;
      this.there =
          Optional.ofNullable(history.get(Integer.parseInt(revision.commit(), 16)))
              .orElseThrow(
                  () -> new SourceException(SourceException.Kind.REF_NOT_FOUND, "not served"));
    }

    @Override
    public String revision() {
      return revision.toString();
    }

    @Override
    public String message() {
      return message;
    }

    @Override
    public GitRevision gitRevision() {
      return revision;
    }

    @Override
    public byte[] commitObject() {
      return message.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Optional<byte[]> tagObject() {
      return Optional.empty();
    }

    @Override
    public List<SourceFile> files() {
      return there.entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .filter(file -> file.getKey().startsWith(path + "/"))
          .map(file -> new SourceFile(file.getKey(), file.getKey() + file.getValue()))
          .toList();
    }

    @Override
    public Set<Refused> refused() {
      return Set.of();
    }

    @Override
    public byte[] read(SourceFile file) {
      if (closed) {
        throw new IllegalStateException("closed");
      }
      return there.getOrDefault(file.path(), "").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @Override
  public void close() {
    threads.close();
    unused.close();
  }
}
