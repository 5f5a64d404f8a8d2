package io.fedbackup.e2e.gitsync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fedbackup.api.crd.CrdResources;
import io.fedbackup.e2e.fleet.Fleet;
import io.fedbackup.e2e.fleet.FleetTest;
import io.fedbackup.gitsync.apply.ClusterException;
import io.fedbackup.gitsync.apply.KubernetesObjects;
import io.fedbackup.gitsync.engine.Kinds;
import io.fedbackup.gitsync.plan.Change;
import io.fedbackup.gitsync.plan.LiveObject;
import io.fedbackup.gitsync.plan.Neighbours;
import io.fedbackup.gitsync.plan.Observed;
import io.fedbackup.gitsync.plan.Owner;
import io.fedbackup.gitsync.plan.Planner;
import io.fedbackup.gitsync.plan.Possession;
import io.fedbackup.gitsync.plan.SyncPlan;
import io.fedbackup.gitsync.report.Place;
import io.fedbackup.gitsync.schema.Catalog;
import io.fedbackup.gitsync.schema.ResourceKind;
import io.fedbackup.gitsync.validate.Manifest;
import io.fedbackup.gitsync.validate.ObjectKey;
import io.fedbackup.gitsync.validate.Scope;
import io.fedbackup.gitsync.validate.SourceDocuments;
import io.fedbackup.gitsync.validate.Validated;
import io.fedbackup.gitsync.validate.Validator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * At rest git-sync writes nothing because it compares by itself. Here an API server says whether it
 * is right: on many documents of all kinds that may stand in Git, after others have written, too.
 */
@FleetTest(applicationClusters = 0, stork = false)
class ComparisonIT {

  private static final Owner OWNER = new Owner("team-shop", "fleet");
  private static final int OBJECTS_OF_A_KIND = 60;
  private static final int AT_ONCE = 16;

  private final KubernetesClient client;
  private final KubernetesObjects cluster;
  private final OtherWriters others;
  private final Catalog catalog = Kinds.catalog();
  private final Validator validator = Kinds.validator(catalog);
  private final Planner planner = new Planner();

  /** What rules about changes look at. */
  private Map<ObjectKey, LiveObject> known = Map.of();

  ComparisonIT(Fleet fleet) {
    client = fleet.backup().client();
    cluster = new KubernetesObjects(client);
    others = new OtherWriters(client);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {2026, 5})
  void what_is_called_equal_is_not_changed_by_applying_it_and_what_was_applied_is_equal(long seed)
      throws Exception {
    var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    var documents = new RandomDocuments(random);
    String namespace = "seed-" + seed;
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();

    // given valid documents of all kinds, applied
    Map<ObjectKey, Manifest> wanted = new TreeMap<>();
    for (ResourceKind kind : catalog.kinds()) {
      for (int i = 0; i < OBJECTS_OF_A_KIND; i++) {
        var first = changed(example(kind, namespace, i), kind, documents, random.nextInt(12));
        wanted.put(first.key(), first);
      }
    }
    assertThat(refused(everything(wanted.values())))
        .as("found valid, and refused by the server")
        .isEmpty();
    var live = live(namespace);
    assertThat(plan(wanted.values(), live).changes())
        .as("what was just applied, and is not equal, for seed %d", seed)
        .extracting(change -> difference(change, live))
        .isEmpty();

    // when others write, and Git changes
    List<Runnable> writes = new ArrayList<>();
    live.forEach(
        (key, object) -> {
          var kind = at(wanted, key).kind();
          var other = changed(plain(object), kind, documents, 1 + random.nextInt(3)).body();
          var write = OtherWriters.writes(random, plain(object), other);
          writes.add(() -> write.forEach(it -> others.send(kind, object, it)));
        });
    atOnce(writes);
    var disturbed = live(namespace);
    known = disturbed;
    wanted.replaceAll((key, was) -> next(was, at(disturbed, key), documents, random));

    // then applying what is equal changes nothing
    SyncPlan plan = plan(wanted.values(), disturbed);
    assertThat(plan.unchanged()).as("equal ones").hasSizeGreaterThan(wanted.size() / 5);
    assertThat(plan.changes()).as("different ones").hasSizeGreaterThan(wanted.size() / 5);
    Map<ObjectKey, String> refused = refused(everything(wanted.values()));
    var after = live(namespace);
    assertThat(plan.unchanged())
        .as("called equal, and changed or refused, for seed %d", seed)
        .filteredOn(
            key -> refused.containsKey(key) || !version(disturbed, key).equals(version(after, key)))
        .extracting(
            key ->
                "%s%n%s%n%s".formatted(at(wanted, key).body(), disturbed.get(key), after.get(key)))
        .isEmpty();

    // and what was applied is equal; what others wrote may be against a rule together with ours
    assertThat(refused).as("refused").hasSizeLessThan(wanted.size() / 20);
    assertThat(plan(wanted.values(), after).changes())
        .as("what was just applied, and is not equal, for seed %d", seed)
        .filteredOn(change -> !refused.containsKey(change.key()))
        .extracting(change -> difference(change, after))
        .isEmpty();

    // and nothing is written in vain
    assertThat(plan.changes())
        .as("called different, and not changed by applying, for seed %d", seed)
        .filteredOn(change -> !refused.containsKey(change.key()))
        .filteredOn(change -> version(disturbed, change.key()).equals(version(after, change.key())))
        .extracting(change -> difference(change, disturbed))
        .isEmpty();
  }

  private static <T> T at(Map<ObjectKey, T> all, ObjectKey key) {
    return Objects.requireNonNull(all.get(key), key::toString);
  }

  private static String version(Map<ObjectKey, LiveObject> objects, ObjectKey key) {
    return at(objects, key).resourceVersion();
  }

  private static String difference(Change change, Map<ObjectKey, LiveObject> live) {
    return "%s: %s%n  wanted %s%n  live %s"
        .formatted(
            change.key(), change.differences(), change.body(), at(live, change.key()).json());
  }

  private SyncPlan plan(Collection<Manifest> wanted, Map<ObjectKey, LiveObject> live) {
    return planner.plan(
        List.copyOf(wanted),
        Observed.of(live.values(), List.of(), Possession.withoutInventory(OWNER)),
        OWNER,
        Neighbours.none());
  }

  /** All of them as they are applied. */
  private List<Change> everything(Collection<Manifest> wanted) {
    return plan(wanted, Map.of()).changes();
  }

  /** Applies them, and says which ones the server did not take, and why. */
  private Map<ObjectKey, String> refused(List<Change> changes) throws InterruptedException {
    Map<ObjectKey, String> refused = new ConcurrentHashMap<>();
    atOnce(
        changes.stream()
            .<Runnable>map(
                change ->
                    () -> {
                      try {
                        cluster.apply(change.kind(), change.body(), true);
                      } catch (ClusterException e) {
                        refused.put(
                            change.key(), "%s%n%s".formatted(e.getMessage(), change.body()));
                      }
                    })
            .toList());
    return refused;
  }

  private static void atOnce(List<Runnable> work) throws InterruptedException {
    var permits = new Semaphore(AT_ONCE);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var all =
          work.stream()
              .<Callable<Void>>map(
                  it ->
                      () -> {
                        permits.acquire();
                        try {
                          it.run();
                        } finally {
                          permits.release();
                        }
                        return null;
                      })
              .toList();
      for (var one : threads.invokeAll(all)) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }

  private Map<ObjectKey, LiveObject> live(String namespace) {
    Map<ObjectKey, LiveObject> all = new TreeMap<>();
    for (ResourceKind kind : catalog.kinds()) {
      for (LiveObject object : cluster.list(kind, namespace, "")) {
        all.put(object.key(), object);
      }
    }
    return all;
  }

  /** What Git has next: the same, perhaps spelled otherwise; something else; or what is there. */
  private Manifest next(
      Manifest was, LiveObject live, RandomDocuments documents, RandomGenerator random) {
    return switch (random.nextInt(5)) {
      case 0 ->
          checked(was.body(), was.kind(), documents)
              .map(it -> changed(it.body(), it.kind(), documents, 1 + random.nextInt(3)))
              .orElse(was);
      case 1 -> checked(plain(live), was.kind(), documents).orElse(was);
      default -> checked(was.body(), was.kind(), documents).orElse(was);
    };
  }

  /** After that many changes, each of which leaves it valid. */
  private Manifest changed(
      ObjectNode document, ResourceKind kind, RandomDocuments documents, int changes) {
    Manifest manifest =
        checked(document, kind, documents)
            .orElseThrow(() -> new IllegalArgumentException("not valid: " + document));
    for (int i = 0; i < changes; i++) {
      var next =
          kind.isCore()
              ? documents.secret(manifest.body())
              : documents.changed(kind.schema(), manifest.body());
      manifest = checked(next, kind, documents).orElse(manifest);
    }
    return manifest;
  }

  /** The document as it is read and checked, if it is valid. */
  private Optional<Manifest> checked(
      ObjectNode document, ResourceKind kind, RandomDocuments documents) {
    if (kind.isCore()) { // comes from decryption, not from a reader
      return Optional.of(
          new Manifest(
              LiveObject.of(kind.kind(), document).key(),
              kind,
              document,
              Place.ofFile("secret.yaml")));
    }
    String text = documents.spelled(document);
    var content = Kinds.reader().read(text.getBytes(StandardCharsets.UTF_8));
    String namespace = document.path("metadata").path("namespace").asText();
    Validated result =
        validator.validate(
            List.of(new SourceDocuments("document.yaml", content)),
            Scope.confinedTo(namespace, keys -> keys)
                .withLive(key -> Optional.ofNullable(known.get(key)).map(LiveObject::json)));
    return result.isValid() ? Optional.of(result.manifests().getFirst()) : Optional.empty();
  }

  private static ObjectNode example(ResourceKind kind, String namespace, int number) {
    ObjectNode example = kind.isCore() ? secret() : example(kind);
    example
        .withObjectProperty("metadata")
        .put("name", "object-" + number)
        .put("namespace", namespace);
    return example;
  }

  private static ObjectNode secret() {
    ObjectNode secret = JsonNodeFactory.instance.objectNode();
    secret.put("apiVersion", "v1").put("kind", "Secret");
    secret.withObjectProperty("data").put("password", "Y2FuYXJ5");
    return secret;
  }

  private static ObjectNode example(ResourceKind kind) {
    var type =
        io.fedbackup.api.crd.Kinds.ALL.stream()
            .filter(it -> HasMetadata.getKind(it).equals(kind.kind()))
            .findFirst()
            .orElseThrow();
    byte[] text = CrdResources.example(type).getBytes(StandardCharsets.UTF_8);
    var example = (ObjectNode) Kinds.reader().read(text).documents().getFirst().root();
    ObjectNode spec = example.withObjectProperty("spec");
    spec.remove("sharedWith"); // not supported yet, and so are several days
    if (spec.path("weekly") instanceof ObjectNode weekly) {
      weekly.withArrayProperty("days").remove(1);
    }
    return example;
  }

  /** The object as a person would write it down; without what the server keeps about it. */
  private static ObjectNode plain(LiveObject live) {
    ObjectNode plain = live.json().deepCopy();
    plain.remove("status");
    if (live.key().kind().equals("Secret")) {
      plain.put("apiVersion", "v1").put("kind", "Secret"); // left out in lists of Kubernetes' own
    }
    ObjectNode metadata = (ObjectNode) plain.get("metadata");
    metadata.retain("name", "namespace", "labels", "annotations");
    if (metadata.path("labels") instanceof ObjectNode labels) {
      labels.remove(List.of(Owner.NAME_LABEL, Owner.NAMESPACE_LABEL));
    }
    return plain;
  }
}
