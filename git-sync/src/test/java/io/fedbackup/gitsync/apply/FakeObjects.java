package io.fedbackup.gitsync.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fedbackup.gitsync.apply.ClusterException.Kind;
import io.fedbackup.gitsync.plan.LiveObject;
import io.fedbackup.gitsync.plan.Owner;
import io.fedbackup.gitsync.schema.ResourceKind;
import io.fedbackup.gitsync.validate.ObjectKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The objects of a cluster in memory. Keeps: labels and selectors, UIDs, resource versions, who
 * owns which field (scalars and whole lists; one other manager that applies), conflicts,
 * finalizers, preconditions of deletions, refusals. Leaves out: schemas, defaults, lists that are
 * merged by key. Thread-safe.
 */
public final class FakeObjects implements Objects {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Map<ObjectKey, ObjectNode> objects = new TreeMap<>();
  private final Map<ObjectKey, Ours> ours = new HashMap<>();
  private final Map<ObjectKey, ObjectNode> foreign = new HashMap<>();
  private final Map<ObjectKey, Edit> edits = new HashMap<>();
  private final Set<ObjectKey> held = new HashSet<>();
  private final Set<String> forbidden = new HashSet<>();
  private final Set<ObjectKey> broken = new HashSet<>();
  private final Set<ObjectKey> busy = new HashSet<>();
  private final List<String> requests = new ArrayList<>();
  private int version;

  private final Supplier<Instant> clock;

  private record Ours(ObjectNode fields, Instant at) {}

  private record Edit(String pointer, JsonNode value, Instant at) {}

  /** On a server that has this time. */
  public FakeObjects(Supplier<Instant> clock) {
    this.clock = clock;
  }

  /** On a server whose time stands still. */
  public FakeObjects() {
    this(() -> Instant.parse("2026-03-01T10:00:00Z"));
  }

  /** What was asked for since the last call, such as {@code APPLY Rule team/a}. */
  public synchronized List<String> requests() {
    List<String> all = List.copyOf(requests);
    requests.clear();
    return all;
  }

  /** The object, if it is there. */
  public synchronized Optional<ObjectNode> find(ObjectKey key) {
    return Optional.ofNullable(objects.get(key));
  }

  /** All that is there. */
  public synchronized Set<ObjectKey> keys() {
    return Set.copyOf(objects.keySet());
  }

  /** Somebody applies it with another field manager; it is not there yet. */
  public synchronized void place(ObjectKey key, ObjectNode object) {
    foreign.put(key, object.deepCopy());
    ObjectNode now = object.deepCopy();
    now.withObjectProperty("metadata")
        .put("uid", "uid-" + ++version)
        .put("creationTimestamp", clock.get().toString());
    objects.put(key, now);
    touch(key);
  }

  /** Somebody sets a field with kubectl. */
  public synchronized void edit(ObjectKey key, String pointer, String value, Instant at) {
    int slash = pointer.lastIndexOf('/');
    ObjectNode object = there(key);
    ((ObjectNode) object.at(pointer.substring(0, slash))).put(pointer.substring(slash + 1), value);
    edits.put(key, new Edit(pointer, object.at(pointer).deepCopy(), at));
    touch(key);
  }

  /** Somebody takes a field out with kubectl: nobody has it any more. */
  public synchronized void drop(ObjectKey key, String pointer) {
    int slash = pointer.lastIndexOf('/');
    ((ObjectNode) there(key).at(pointer.substring(0, slash))).remove(pointer.substring(slash + 1));
    String owned = pointer.substring(0, slash).replace("/", "/f:");
    var fields = java.util.Objects.requireNonNull(ours.get(key)).fields();
    ((ObjectNode) fields.at(owned)).remove("f:" + pointer.substring(slash + 1));
    touch(key);
  }

  /** Somebody copies it with kubectl, labels included. */
  public synchronized ObjectKey copy(ObjectKey key, String name) {
    ObjectNode copy = there(key).deepCopy();
    copy.withObjectProperty("metadata")
        .put("name", name)
        .put("uid", "uid-" + ++version)
        .put("creationTimestamp", clock.get().toString());
    var copied = new ObjectKey(key.kind(), key.namespace(), name);
    objects.put(copied, copy);
    touch(copied);
    return copied;
  }

  /** Somebody copies it together with its managedFields. */
  public synchronized ObjectKey copyWithManagers(ObjectKey key, String name) {
    ObjectKey copied = copy(key, name);
    ours.put(copied, java.util.Objects.requireNonNull(ours.get(key)));
    return copied;
  }

  /** Somebody takes the owner's labels off. */
  public synchronized void unlabel(ObjectKey key) {
    ((ObjectNode) there(key).path("metadata")).remove("labels");
    touch(key);
  }

  /** Somebody deletes it. */
  public synchronized void vanish(ObjectKey key) {
    remove(key);
  }

  /** Deletions of it wait, until {@link #release}. */
  public synchronized void hold(ObjectKey key) {
    held.add(key);
  }

  /** What holds it lets go. */
  public synchronized void release(ObjectKey key) {
    held.remove(key);
    ObjectNode object = objects.get(key);
    if (object != null && object.path("metadata").has("deletionTimestamp")) {
      remove(key);
    }
  }

  /** Somebody deletes it, and it waits for its finalizers. */
  public synchronized void leave(ObjectKey key) {
    hold(key);
    there(key).withObjectProperty("metadata").put("deletionTimestamp", "2026-01-01T00:00:00Z");
    touch(key);
  }

  /** The account loses its rights in a namespace. */
  public synchronized void forbid(String namespace) {
    forbidden.add(namespace);
  }

  /** It cannot be written. */
  public synchronized void breakWrites(ObjectKey key) {
    broken.add(key);
  }

  /** Somebody changes it between a look and a deletion, once. */
  public synchronized void makeBusy(ObjectKey key) {
    busy.add(key);
  }

  @Override
  public synchronized List<LiveObject> list(ResourceKind kind, String namespace, String selector) {
    ask("LIST %s %s".formatted(kind.kind(), namespace), namespace);
    return objects.entrySet().stream()
        .filter(it -> it.getKey().kind().equals(kind.kind()))
        .filter(it -> namespace.isEmpty() || it.getKey().namespace().equals(namespace))
        .filter(
            it ->
                selector.isEmpty()
                    || Owner.of(it.getValue()).map(Owner::selector).equals(Optional.of(selector)))
        .map(it -> live(it.getKey()))
        .toList();
  }

  @Override
  public synchronized Optional<LiveObject> get(ResourceKind kind, String namespace, String name) {
    var key = new ObjectKey(kind.kind(), namespace, name);
    ask("GET " + key, namespace);
    return objects.containsKey(key) ? Optional.of(live(key)) : Optional.empty();
  }

  @Override
  public synchronized void apply(ResourceKind kind, ObjectNode body, boolean force) {
    ObjectKey key = LiveObject.of(kind.kind(), body).key();
    ask("APPLY " + key, key.namespace());
    refuse(key, body, force);
    edits.remove(key);
    ObjectNode now = merged(foreign.getOrDefault(key, NODES.objectNode()), body);
    ObjectNode before = objects.get(key);
    String uid = before == null ? "uid-" + ++version : before.path("metadata").path("uid").asText();
    String created =
        before == null
            ? clock.get().toString()
            : before.path("metadata").path("creationTimestamp").asText();
    now.withObjectProperty("metadata").put("uid", uid).put("creationTimestamp", created);
    objects.put(key, now);
    ours.put(key, new Ours(fields(body), clock.get()));
    foreign.computeIfPresent(key, (_, theirs) -> agreeing(theirs, body));
    touch(key);
  }

  @Override
  public synchronized JsonNode dryRun(ResourceKind kind, ObjectNode body, boolean force) {
    ObjectKey key = LiveObject.of(kind.kind(), body).key();
    ask("DRYRUN " + key, key.namespace());
    refuse(key, body, force);
    ObjectNode then = body.deepCopy();
    ObjectNode there = objects.get(key);
    if (there != null && there.has("status")) {
      then.set("status", there.get("status"));
    }
    return then;
  }

  /** Both; where they differ, the second one. */
  private static ObjectNode merged(ObjectNode theirs, ObjectNode ours) {
    ObjectNode both = theirs.deepCopy();
    ours.properties()
        .forEach(
            field ->
                both.set(
                    field.getKey(),
                    field.getValue() instanceof ObjectNode part
                            && both.get(field.getKey()) instanceof ObjectNode there
                        ? merged(there, part)
                        : field.getValue().deepCopy()));
    return both;
  }

  /** Without what the other one has with another value. */
  private static ObjectNode agreeing(ObjectNode theirs, ObjectNode ours) {
    ObjectNode left = NODES.objectNode();
    theirs
        .properties()
        .forEach(
            field -> {
              JsonNode our = ours.get(field.getKey());
              if (field.getValue() instanceof ObjectNode part && our instanceof ObjectNode other) {
                left.set(field.getKey(), agreeing(part, other));
              } else if (our == null || our.equals(field.getValue())) {
                left.set(field.getKey(), field.getValue());
              }
            });
    return left;
  }

  private void refuse(ObjectKey key, ObjectNode body, boolean force) {
    ObjectNode theirs = foreign.get(key);
    if (theirs != null && !force && !agreeing(theirs, body).equals(theirs)) {
      throw refusal(Kind.CONFLICT, "cannot apply " + key + ": another manager has fields of it");
    }
    if (broken.contains(key)) {
      throw refusal(Kind.INVALID, "cannot apply " + key);
    }
    Edit edit = edits.get(key);
    if (edit != null && !force && !body.at(edit.pointer()).equals(edit.value())) {
      throw refusal(Kind.CONFLICT, "cannot apply " + key + ": kubectl has " + edit.pointer());
    }
  }

  @Override
  public synchronized Deletion delete(ResourceKind kind, LiveObject object) {
    ObjectKey key = object.key();
    ask("DELETE " + key, key.namespace());
    ObjectNode there = objects.get(key);
    if (there == null) {
      return Deletion.GONE;
    }
    boolean changed = !live(key).resourceVersion().equals(object.resourceVersion());
    if (busy.remove(key) || changed) {
      touch(key);
      return Deletion.CHANGED;
    }
    if (held.contains(key)) {
      leave(key);
      return Deletion.GOING;
    }
    remove(key);
    return Deletion.GONE;
  }

  private void ask(String request, String namespace) {
    requests.add(request);
    if (forbidden.contains(namespace)) {
      throw refusal(Kind.FORBIDDEN, "cannot " + request + ": forbidden");
    }
  }

  private static ClusterException refusal(Kind kind, String message) {
    return new ClusterException(kind, message, new IllegalStateException(message));
  }

  private ObjectNode there(ObjectKey key) {
    return Optional.ofNullable(objects.get(key)).orElseThrow();
  }

  private void remove(ObjectKey key) {
    objects.remove(key);
    ours.remove(key);
    foreign.remove(key);
    edits.remove(key);
  }

  private void touch(ObjectKey key) {
    there(key).withObjectProperty("metadata").put("resourceVersion", "" + ++version);
  }

  private LiveObject live(ObjectKey key) {
    ObjectNode json = there(key).deepCopy();
    var managers = json.withObjectProperty("metadata").putArray("managedFields");
    Ours applied = ours.get(key);
    if (applied != null) {
      managers
          .addObject()
          .put("manager", Owner.FIELD_MANAGER)
          .put("operation", "Apply")
          .put("time", applied.at().toString())
          .set("fieldsV1", applied.fields());
    }
    if (foreign.containsKey(key)) {
      managers
          .addObject()
          .put("manager", "another")
          .put("operation", "Apply")
          .set("fieldsV1", fields(foreign.get(key)));
    }
    Edit edit = edits.get(key);
    if (edit != null) {
      ObjectNode fields = NODES.objectNode();
      ObjectNode at = fields;
      for (String step : edit.pointer().substring(1).split("/", -1)) {
        at = at.putObject("f:" + step);
      }
      managers
          .addObject()
          .put("manager", "kubectl")
          .put("operation", "Update")
          .put("time", edit.at().toString())
          .set("fieldsV1", fields);
    }
    return LiveObject.of(key.kind(), json);
  }

  private static ObjectNode fields(JsonNode body) {
    ObjectNode fields = NODES.objectNode();
    body.properties()
        .forEach(
            field ->
                fields.set(
                    "f:" + field.getKey(),
                    field.getValue().isObject() ? fields(field.getValue()) : NODES.objectNode()));
    fields.remove(List.of("f:apiVersion", "f:kind"));
    return fields;
  }
}
