package io.fedbackup.reconciler.remote;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fedbackup.api.v1alpha1.StorkSettings;
import io.fedbackup.planning.naming.ClusterKey;
import io.fedbackup.planning.naming.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An application cluster in memory, for tests of what is decided about one. It keeps UIDs, resource
 * versions and AlreadyExists; it leaves out field ownership, defaults, validation, and watches that
 * lag behind. For one thread.
 */
public final class FakeRemoteCluster implements RemoteCluster {
  private static final KubernetesSerialization JSON = new KubernetesSerialization();

  private final Map<String, HasMetadata> objects = new LinkedHashMap<>();
  private final List<String> writes = new ArrayList<>();
  private final List<HasMetadata> created = new ArrayList<>();
  private final ClusterName key;
  private Usability usability = new Usability.Usable();
  private final Map<RemoteKind<?>, Optional<RemoteException>> unread = new HashMap<>();
  private final Map<RemoteKind<?>, Set<String>> unreadable = new HashMap<>();
  private final Map<RemoteKind<?>, Runnable> afterList = new HashMap<>();
  private @Nullable RuntimeException patchTrouble;
  private boolean synced = true;
  private int counter;

  /** A usable cluster with nothing on it. */
  public FakeRemoteCluster(String namespace, String name) {
    this.key = new ClusterName(namespace, name);
  }

  /** From now on. */
  public FakeRemoteCluster now(Usability is) {
    usability = is;
    return this;
  }

  /** Whether the caches know what is there. */
  public FakeRemoteCluster synced(boolean isSynced) {
    synced = isSynced;
    return this;
  }

  /** A kind that has not been listed yet. */
  public FakeRemoteCluster unread(RemoteKind<?> kind) {
    unread.put(kind, Optional.empty());
    return this;
  }

  /** A kind that has been listed by now. */
  public FakeRemoteCluster read(RemoteKind<?> kind) {
    unread.remove(kind);
    return this;
  }

  /** Objects of a kind that are there and cannot be read. */
  public FakeRemoteCluster unreadable(RemoteKind<?> kind, String... names) {
    unreadable.put(kind, Set.of(names));
    return this;
  }

  /** A kind that the cluster's account may not watch. */
  public FakeRemoteCluster forbidden(RemoteKind<?> kind) {
    unread.put(
        kind,
        Optional.of(new RemoteException.Forbidden(key, "watch " + kind + ": forbidden", null)));
    return this;
  }

  /** From now on a patch ends so. */
  public FakeRemoteCluster failing(RuntimeException trouble) {
    patchTrouble = trouble;
    return this;
  }

  /** As soon as somebody has listed objects of a kind, for once. */
  public FakeRemoteCluster afterList(RemoteKind<?> kind, Runnable happening) {
    afterList.put(kind, happening);
    return this;
  }

  /** Puts an object there, as somebody else would; gives it a UID and a new resource version. */
  public <T extends HasMetadata> T put(T object) {
    T copy = JSON.clone(object);
    var known = objects.get(id(object));
    String uid = known == null ? "uid-" + ++counter : known.getMetadata().getUid();
    if (copy.getMetadata().getUid() == null) {
      copy.getMetadata().setUid(uid);
    }
    copy.getMetadata().setResourceVersion(Integer.toString(++counter));
    objects.put(id(copy), copy);
    return copy;
  }

  /** Shows an object just as it is, with its UID and version: a watch that lags behind. */
  public void show(HasMetadata object) {
    objects.put(id(object), JSON.clone(object));
  }

  /** Takes an object away, as somebody else would. */
  public void take(HasMetadata object) {
    objects.remove(id(object));
  }

  /** All objects of a type. */
  public <T extends HasMetadata> List<T> all(Class<T> type) {
    return objects.values().stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Verb and kind of each write through this interface, since the last call. */
  public List<String> writes() {
    List<String> done = List.copyOf(writes);
    writes.clear();
    return done;
  }

  /** What was created through this interface, as it was when it was created. */
  public <T extends HasMetadata> List<T> created(Class<T> type) {
    return created.stream().filter(type::isInstance).map(type::cast).toList();
  }

  @Override
  public ClusterName key() {
    return key;
  }

  @Override
  public Usability usability() {
    return usability;
  }

  @Override
  public Optional<ClusterKey> identity() {
    return Optional.of(new ClusterKey("11111111-2222-3333-4444-555555555555", "kube-system"));
  }

  @Override
  public StorkSettings stork() {
    return StorkSettings.defaults();
  }

  @Override
  public AgentRuntime agent() {
    return new AgentRuntime("fedbackup.io/agent:dev", List.of(), List.of(), Map.of());
  }

  @Override
  public Optional<WorkloadIdentity> workloadIdentity() {
    return Optional.empty();
  }

  @Override
  public String installation() {
    return "inst";
  }

  @Override
  public <T extends HasMetadata> RemoteCache<T> cache(RemoteKind<T> kind) {
    return new FakeCache<>(kind);
  }

  @Override
  public <T extends HasMetadata> Applied<T> apply(T desired) {
    writable();
    writes.add("apply " + desired.getKind());
    return new Applied<>(put(withStatus(desired)), true);
  }

  /** What is applied has no say in the status. */
  @SuppressWarnings("unchecked") // both are of one kind
  private <T extends HasMetadata> T withStatus(T desired) {
    T copy = JSON.clone(desired);
    if (copy instanceof CustomResource<?, ?> wanted
        && objects.get(id(desired)) instanceof CustomResource<?, ?> known) {
      ((CustomResource<?, Object>) wanted).setStatus(known.getStatus());
    }
    return copy;
  }

  @Override
  public <T extends HasMetadata> T create(T object) {
    writable();
    if (objects.containsKey(id(object))) {
      throw new RemoteException.AlreadyExists(
          key, "create " + id(object), new IllegalStateException());
    }
    writes.add("create " + object.getKind());
    T made = put(object);
    created.add(made);
    return made;
  }

  @Override
  public <T extends HasMetadata> T patch(T current, UnaryOperator<T> change) {
    if (patchTrouble != null) {
      throw patchTrouble;
    }
    writes.add("patch " + current.getKind());
    return put(change.apply(JSON.clone(current)));
  }

  @Override
  public boolean delete(HasMetadata object, DeletionPropagation propagation) {
    if (object.getMetadata().getDeletionTimestamp() != null) {
      return true;
    }
    writes.add("delete " + object.getKind());
    return objects.remove(id(object)) != null;
  }

  @Override
  public <T extends HasMetadata> Optional<T> read(Class<T> type, String namespace, String name) {
    return all(type).stream()
        .filter(object -> object.getMetadata().getName().equals(name))
        .filter(object -> Objects.equals(object.getMetadata().getNamespace(), namespace))
        .findFirst();
  }

  @Override
  public List<Event> warnings(HasMetadata about) {
    return List.of();
  }

  private void writable() {
    if (!usability.usable()) {
      throw new RemoteException.Refused(key, "cluster " + key + " is not usable");
    }
  }

  private static String id(HasMetadata object) {
    var meta =
        Objects.requireNonNullElseGet(object.getMetadata(), () -> new ObjectMetaBuilder().build());
    return String.join("/", object.getKind(), String.valueOf(meta.getNamespace()), meta.getName());
  }

  private final class FakeCache<T extends HasMetadata> implements RemoteCache<T> {
    private final RemoteKind<T> kind;

    FakeCache(RemoteKind<T> kind) {
      this.kind = kind;
    }

    @Override
    public boolean synced() {
      return synced && !unread.containsKey(kind);
    }

    @Override
    public Optional<RemoteException> failure() {
      return unread.getOrDefault(kind, Optional.empty());
    }

    @Override
    public Set<String> unreadable() {
      return unreadable.getOrDefault(kind, Set.of());
    }

    @Override
    public Optional<T> get(String name) {
      return known().stream()
          .filter(object -> object.getMetadata().getName().equals(name))
          .findFirst();
    }

    @Override
    public List<T> list() {
      List<T> listed = known();
      Runnable happening = afterList.remove(kind);
      if (happening != null) {
        happening.run();
      }
      return listed;
    }

    private List<T> known() {
      return all(kind.type()).stream().filter(this::watched).toList();
    }

    private boolean watched(T object) {
      Map<String, String> labels = object.getMetadata().getLabels();
      boolean ours = labels != null && installation().equals(labels.get(Labels.INSTALLATION));
      return (!kind.ofInstallation() || ours)
          && object
              .getMetadata()
              .getName()
              .equals(kind.fields().getOrDefault(RemoteKind.NAME, object.getMetadata().getName()));
    }

    @Override
    public Optional<Instant> goneSince(String name) {
      return Optional.empty();
    }

    @Override
    public Optional<Instant> changedAt(String name) {
      return Optional.empty();
    }
  }
}
