package io.fedbackup.e2e.doubles.stork;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * ApplicationBackupSchedules: triggers, status items, retention, as {@code
 * applicationbackupschedule.go} and {@code schedule.go} have them. Left out: object-lock retention,
 * forced full backups, {@code forceFullSnapshotDay}.
 */
final class ScheduleController implements WorkLoop.Controller {

  private static final Set<String> COMPLETE = Set.of("Failed", "PartialSuccess", "Successful");
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmss").withZone(ZoneOffset.UTC);
  private static final String ANNOTATION = "stork.libopenstorage.org/applicationBackupSchedule";

  private final StorkApi api;
  private final Events events;
  private final StorkSettings settings;
  private final BackupStore store;
  private final Clocks clocks;
  private final PolicyCache policies;
  private final BiPredicate<String, String> namespacedPolicySeen;

  /**
   * @param policies cluster-wide SchedulePolicies as a watch brought them
   * @param namespacedPolicySeen whether a NamespacedSchedulePolicy (namespace, name) came by watch:
   *     looking one up ends the whole process
   */
  ScheduleController(
      StorkApi api,
      StorkSettings settings,
      BackupStore store,
      PolicyCache policies,
      BiPredicate<String, String> namespacedPolicySeen) {
    this.api = api;
    this.events = new Events(api);
    this.settings = settings;
    this.store = store;
    this.clocks = new Clocks(api, settings.testMode());
    this.policies = policies;
    this.namespacedPolicySeen = namespacedPolicySeen;
  }

  @Override
  public Duration reconcile(String namespace, String name) {
    var path = Kinds.APPLICATION_BACKUP_SCHEDULE.path(namespace, name);
    var found = api.get(path);
    if (found.isEmpty() || StorkApi.beingDeleted(found.get())) {
      return Duration.ZERO;
    }
    var schedule = found.get();
    if (schedule.path("spec").path("reclaimPolicy").asText("").isEmpty()) {
      schedule.withObject("/spec").put("reclaimPolicy", "Retain");
      schedule = save(schedule);
    }
    schedule = updateItems(schedule);
    var policy = policy(schedule);
    if (policy.isPresent()) {
      schedule = trigger(schedule, policy.get());
      prune(schedule, policy.get());
    }
    return settings.syncInterval();
  }

  private ObjectNode save(ObjectNode schedule) {
    schedule.set("spec", GoJson.encode(GoJson.decode(schedule.path("spec"), ScheduleSpec.class)));
    schedule.withObject("/status").withObject("/items");
    return api.update(
        Kinds.APPLICATION_BACKUP_SCHEDULE.path(
            StorkApi.namespace(schedule), StorkApi.name(schedule)),
        schedule);
  }

  private static ArrayNode items(ObjectNode schedule, String type) {
    return schedule.withObject("/status").withObject("/items").withArray("/" + type);
  }

  private Optional<Policies> policy(ObjectNode schedule) {
    var name = schedule.path("spec").path("schedulePolicyName").asText("");
    if (namespacedPolicySeen.test(StorkApi.namespace(schedule), name)) {
      Panic.typeAssertion();
    }
    var namespaced =
        api.get(Kinds.NAMESPACED_SCHEDULE_POLICY.path(StorkApi.namespace(schedule), name));
    var found = namespaced.or(() -> policies.find(name));
    if (found.isEmpty()) {
      events.warn(schedule, "schedulepolicy " + name + " not found in cache");
      return Optional.empty();
    }
    var policy = Policies.of(found.get());
    var error = policy.error();
    if (error.isPresent()) {
      events.warn(schedule, "Error checking if backup should be triggered: " + error.get());
      return Optional.empty();
    }
    return Optional.of(policy);
  }

  private ObjectNode updateItems(ObjectNode schedule) {
    var changed = false;
    for (var type : Policies.TYPES) {
      for (var item : existing(schedule, type)) {
        changed |= updateItem(schedule, (ObjectNode) item);
      }
    }
    return changed ? save(schedule) : schedule;
  }

  private static Iterable<com.fasterxml.jackson.databind.JsonNode> existing(
      ObjectNode schedule, String type) {
    return schedule.path("status").path("items").path(type);
  }

  private boolean updateItem(ObjectNode schedule, ObjectNode item) {
    var before = item.path("status").asText("");
    if (COMPLETE.contains(before)) {
      return false;
    }
    var name = item.path("name").asText();
    var backup = api.get(Kinds.APPLICATION_BACKUP.path(StorkApi.namespace(schedule), name));
    var state =
        backup
            .map(object -> object.path("status").path("status").asText(""))
            .map(known -> known.isEmpty() ? "Pending" : known)
            .orElse("Failed");
    if (state.equals(before)) {
      return false;
    }
    item.put("status", state);
    if (COMPLETE.contains(state)) {
      item.put("finishTimestamp", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
      report(schedule, name, state);
    }
    return true;
  }

  private void report(ObjectNode schedule, String name, String state) {
    if (state.equals("Successful")) {
      events.normal(schedule, "Scheduled backup (" + name + ") completed successfully");
    } else {
      events.warn(schedule, "Scheduled backup (" + name + ") failed");
    }
  }

  private ObjectNode trigger(ObjectNode schedule, Policies policy) {
    if (schedule.path("spec").path("suspend").asBoolean(false) || running(schedule)) {
      return schedule;
    }
    var now = clocks.now();
    for (var type : Policies.TYPES) {
      if (policy.due(type, last(schedule, type), now)) {
        return start(schedule, policy, type, now);
      }
    }
    return schedule;
  }

  private static boolean running(ObjectNode schedule) {
    for (var type : Policies.TYPES) {
      for (var item : existing(schedule, type)) {
        if (!COMPLETE.contains(item.path("status").asText(""))) {
          return true;
        }
      }
    }
    return false;
  }

  private static @Nullable Instant last(ObjectNode schedule, String type) {
    Instant last = null;
    for (var item : existing(schedule, type)) {
      var created = item.path("creationTimestamp").asText("");
      if (!created.isEmpty() && (last == null || Instant.parse(created).isAfter(last))) {
        last = Instant.parse(created);
      }
    }
    return last;
  }

  /** The item is written before the backup is created; without location there will be no backup. */
  private ObjectNode start(ObjectNode schedule, Policies policy, String type, Instant now) {
    var name =
        StorkApi.name(schedule) + "-" + type.toLowerCase(Locale.ROOT) + "-" + STAMP.format(now);
    items(schedule, type)
        .addObject()
        .put("name", name)
        .put("creationTimestamp", now.truncatedTo(ChronoUnit.SECONDS).toString())
        .putNull("finishTimestamp")
        .put("status", "Pending");
    var saved = save(schedule);
    try {
      store.readLock(
          store.location(
              StorkApi.namespace(schedule),
              schedule.path("spec").path("template").path("spec").path("backupLocation").asText()));
      var backup = backup(saved, policy, type, name);
      api.create(Kinds.APPLICATION_BACKUP.collection(StorkApi.namespace(schedule)), backup);
      return writeBack(saved, backup);
    } catch (RuntimeException e) {
      // the item stays and becomes Failed with the next look: no backup exists
      events.warn(
          schedule, "Error triggering backup for schedule (" + name + "): " + e.getMessage());
    }
    return saved;
  }

  /**
   * The real one gives the backup the schedule's own maps, so what it puts into the backup's
   * annotations and options is in the schedule's too, if these are there, and gets written with the
   * schedule's next update. That is at once here.
   */
  private ObjectNode writeBack(ObjectNode schedule, ObjectNode backup) {
    var metadata = StorkApi.metadata(schedule);
    var changed = false;
    if (metadata.path("annotations").isObject()) {
      metadata.set("annotations", backup.at("/metadata/annotations").deepCopy());
      changed = true;
    }
    var template = schedule.withObject("/spec/template/spec");
    if (template.path("options").isObject()) {
      template.set("options", backup.at("/spec/options").deepCopy());
      changed = true;
    }
    return changed ? save(schedule) : schedule;
  }

  private static ObjectNode backup(ObjectNode schedule, Policies policy, String type, String name) {
    var backup = StorkApi.JSON.createObjectNode();
    backup.put("apiVersion", Kinds.GROUP + "/" + Kinds.VERSION).put("kind", "ApplicationBackup");
    var metadata = backup.putObject("metadata");
    metadata.put("name", name).put("namespace", StorkApi.namespace(schedule));
    var own = schedule.path("metadata");
    if (own.has("labels")) {
      metadata.set("labels", own.get("labels").deepCopy());
    }
    metadata.set(
        "annotations",
        own.has("annotations")
            ? own.get("annotations").deepCopy()
            : StorkApi.JSON.createObjectNode());
    metadata
        .withObject("/annotations")
        .put(ANNOTATION + "Name", StorkApi.name(schedule))
        .put(ANNOTATION + "PolicyType", type);
    if (schedule.path("spec").path("reclaimPolicy").asText().equals("Delete")) {
      metadata
          .putArray("ownerReferences")
          .addObject()
          .put("apiVersion", Kinds.GROUP + "/" + Kinds.VERSION)
          .put("kind", "ApplicationBackupSchedule")
          .put("name", StorkApi.name(schedule))
          .put("uid", StorkApi.uid(schedule));
    }
    var spec = (ObjectNode) schedule.path("spec").path("template").path("spec").deepCopy();
    if (!spec.path("options").isObject()) {
      spec.putObject("options");
    }
    policy.options(type).forEach(spec.withObject("/options")::put);
    backup.set("spec", spec);
    return backup;
  }

  /** Deletes what is older than the newest {@code retain} successful ones. */
  private void prune(ObjectNode schedule, Policies policy) {
    var changed = false;
    for (var type : Policies.TYPES) {
      if (schedule.path("status").path("items").has(type)) {
        changed |= prune(schedule, type, policy.retain(type));
      }
    }
    if (changed) {
      save(schedule);
    }
  }

  private boolean prune(ObjectNode schedule, String type, int retain) {
    var items = items(schedule, type);
    var last = -1;
    var ready = 0;
    for (var i = items.size() - 1; i >= 0 && last < 0; i--) {
      if (items.get(i).path("status").asText().equals("Successful") && ++ready > retain) {
        last = i;
      }
    }
    var removed = 0;
    for (var i = 0; i <= last; i++) {
      var at = i - removed;
      if (deleteBackup(schedule, items.get(at).path("name").asText())) {
        items.remove(at);
        removed++;
      }
    }
    return removed > 0;
  }

  /** What cannot be deleted stays in the list, and is tried again with the next look. */
  private boolean deleteBackup(ObjectNode schedule, String name) {
    try {
      api.delete(Kinds.APPLICATION_BACKUP.path(StorkApi.namespace(schedule), name));
      return true;
    } catch (KubernetesClientException e) {
      Log.line("pruning " + name + " failed: " + e.getMessage());
      return false;
    }
  }
}
