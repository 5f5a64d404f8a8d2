package io.fedbackup.e2e.doubles.stork;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

/**
 * ApplicationBackups: the series of stages, what fails and what hangs, and deletion with its gaps,
 * as {@code applicationbackup.go} has them. Left out: volumes (claims are not backed up), commands
 * of rules (a rule whose pods exist fails the backup; one without pods succeeds, as in the real
 * one), virtual machines, registered custom resources.
 */
final class BackupController implements WorkLoop.Controller {

  static final String FINALIZER = "stork.libopenstorage.org/finalizer-cleanup";

  private static final Set<String> IGNORED_NAMESPACES =
      Set.of("kube-system", "kube-public", "kube-node-lease");
  private static final Set<String> OBJECT_TYPES = Set.of("", "All", "Namespace", "VirtualMachine");

  private static final int LARGE_RESOURCES = 1 << 20;

  private final KubernetesClient client;
  private final StorkApi api;
  private final Events events;
  private final StorkSettings settings;
  private final BackupStore store;
  private final Collector collector;

  BackupController(
      KubernetesClient client, StorkApi api, StorkSettings settings, BackupStore store) {
    this.client = client;
    this.api = api;
    this.events = new Events(api);
    this.settings = settings;
    this.store = store;
    this.collector = new Collector(api);
  }

  @Override
  public Duration reconcile(String namespace, String name) {
    var found = api.get(Kinds.APPLICATION_BACKUP.path(namespace, name));
    if (found.isEmpty()) {
      return Duration.ZERO;
    }
    var backup = found.get();
    if (StorkApi.beingDeleted(backup)) {
      delete(backup);
      return Duration.ZERO;
    }
    if (addFinalizer(backup)) {
      return settings.syncInterval();
    }
    var run = new Run(backup, GoJson.decode(backup.path("spec"), BackupSpec.class));
    handle(run);
    return run.stage().equals("Final") ? Duration.ZERO : settings.syncInterval();
  }

  /** One backup and its decoded spec; the status lies in the document. */
  private final class Run {
    private ObjectNode backup;
    private BackupSpec spec;

    Run(ObjectNode backup, BackupSpec spec) {
      this.backup = backup;
      this.spec = spec;
    }

    ObjectNode status() {
      return backup.withObject("/status");
    }

    String stage() {
      return backup.path("status").path("stage").asText("");
    }

    void progress(String stage, String state, String reason) {
      fill(status());
      status()
          .put("stage", stage)
          .put("status", state)
          .put("reason", reason)
          .put("lastUpdateTimestamp", now());
    }

    /** A plain update: the whole document, with all that the spec does not say as zero values. */
    void save() {
      backup.set("spec", GoJson.encode(spec));
      backup =
          api.update(
              Kinds.APPLICATION_BACKUP.path(StorkApi.namespace(backup), StorkApi.name(backup)),
              backup);
    }
  }

  private static void fill(ObjectNode status) {
    var zero = StorkApi.JSON.createObjectNode();
    zero.put("stage", "").put("status", "").put("reason", "").put("backupPath", "");
    zero.putNull("resources").putNull("volumes").putNull("finishTimestamp");
    zero.putNull("triggerTimestamp").putNull("lastUpdateTimestamp");
    zero.put("totalSize", 0).put("resourceCount", 0).put("largeResourceEnabled", false);
    zero.put("failedVolCount", 0);
    zero.properties()
        .forEach(
            field -> {
              if (!status.has(field.getKey())) {
                status.set(field.getKey(), field.getValue());
              }
            });
  }

  private boolean addFinalizer(ObjectNode backup) {
    var finalizers = StorkApi.metadata(backup).withArray("finalizers");
    for (var finalizer : finalizers) {
      if (finalizer.asText().equals(FINALIZER)) {
        return false;
      }
    }
    finalizers.add(FINALIZER);
    new Run(backup, GoJson.decode(backup.path("spec"), BackupSpec.class)).save();
    return true;
  }

  private void handle(Run run) {
    if (run.stage().equals("Final")) {
      return;
    }
    if (setDefaults(run)) {
      return;
    }
    if (!resolveNamespaces(run)) {
      return;
    }
    switch (run.stage()) {
      case "" -> begin(run);
      case "PreExecRule" -> preRule(run);
      case "Volumes" -> volumes(run);
      case "Applications" -> applications(run);
      default -> Log.line("unknown stage " + run.stage());
    }
  }

  private static boolean setDefaults(Run run) {
    var changed = false;
    if (run.spec.reclaimPolicy().isEmpty()) {
      run.spec = run.spec.with(run.spec.namespaces(), "Delete");
      changed = true;
    }
    if (!run.status().hasNonNull("triggerTimestamp")) {
      fill(run.status());
      run.status().set("triggerTimestamp", StorkApi.metadata(run.backup).get("creationTimestamp"));
      changed = true;
    }
    if (changed) {
      run.save();
    }
    return changed;
  }

  /** What of the namespaces is decided anew each time; false where the real one hangs. */
  private boolean resolveNamespaces(Run run) {
    if (!run.spec.namespaceSelector().isEmpty()) {
      if (!selectNamespaces(run)) {
        return false;
      }
    } else if (run.spec.targets().equals(List.of("*"))) {
      run.spec = run.spec.with(allNamespaces(), run.spec.reclaimPolicy());
      run.save();
    }
    var own = StorkApi.namespace(run.backup);
    var anywhere = own.equals(settings.adminNamespace()) || own.equals("kube-system");
    if (!anywhere && run.spec.targets().stream().anyMatch(target -> !target.equals(own))) {
      events.warn(run.backup, "Spec.Namespaces should only contain the current namespace");
      return false;
    }
    return namespacesExist(run);
  }

  private boolean namespacesExist(Run run) {
    for (var target : run.spec.targets()) {
      if (client.namespaces().withName(target).get() == null) {
        fail(
            run,
            "Namespace " + target + " not found: namespaces \"" + target + "\" not found",
            true);
        return false;
      }
    }
    return true;
  }

  private boolean selectNamespaces(Run run) {
    List<String> matched;
    try {
      var selector = run.spec.namespaceSelector();
      matched =
          client.namespaces().withLabelSelector(selector).list().getItems().stream()
              .map(namespace -> namespace.getMetadata().getName())
              .filter(name -> !ignored(name))
              .toList();
    } catch (RuntimeException e) {
      events.warn(run.backup, "invalid namespace selector: " + e.getMessage());
      return false;
    }
    if (matched.isEmpty()) {
      run.progress(
          "Final",
          "Successful",
          "Namespace label selector ["
              + run.spec.namespaceSelector()
              + "] did not find any namespaces with selected labels for backup");
      run.status().put("finishTimestamp", now());
      run.save();
      return false;
    }
    if (!matched.equals(run.spec.targets())) {
      run.spec = run.spec.with(matched, run.spec.reclaimPolicy());
      run.save();
    }
    return true;
  }

  private List<String> allNamespaces() {
    return client.namespaces().list().getItems().stream()
        .map(namespace -> namespace.getMetadata().getName())
        .filter(name -> !ignored(name))
        .toList();
  }

  private boolean ignored(String namespace) {
    return IGNORED_NAMESPACES.contains(namespace) || namespace.equals(settings.deployNamespace());
  }

  private void begin(Run run) {
    if (!OBJECT_TYPES.contains(run.spec.backupObjectType())) {
      fail(run, "unsupported backup object type " + run.spec.backupObjectType(), true);
      return;
    }
    if (!rulesExist(run)) {
      return;
    }
    try {
      store.createContainer(
          store.location(StorkApi.namespace(run.backup), run.spec.backupLocation()));
    } catch (BackupStore.LocationMissing | GoJson.WrongType e) {
      Log.line(e.getMessage() + ": the container is not created");
    }
    run.progress(run.spec.preExecRule().isEmpty() ? "Volumes" : "PreExecRule", "Pending", "");
    run.save();
    handle(run);
  }

  private boolean rulesExist(Run run) {
    for (var rule : List.of(run.spec.preExecRule(), run.spec.postExecRule())) {
      if (!rule.isEmpty()
          && api.get(Kinds.RULE.path(StorkApi.namespace(run.backup), rule)).isEmpty()) {
        events.warn(run.backup, "rules." + Kinds.GROUP + " \"" + rule + "\" not found");
        return false;
      }
    }
    return true;
  }

  private void preRule(Run run) {
    if (matchesPods(run, run.spec.preExecRule())) {
      fail(run, "error executing PreExecRule: this double cannot run commands in pods", false);
      return;
    }
    run.progress("Volumes", "Pending", "");
    run.save();
    handle(run);
  }

  private boolean matchesPods(Run run, String ruleName) {
    var rule = api.get(Kinds.RULE.path(StorkApi.namespace(run.backup), ruleName)).orElseThrow();
    for (var item : rule.path("rules")) {
      var selector = new LabelSelectorBuilder();
      item.path("podSelector")
          .properties()
          .forEach(label -> selector.addToMatchLabels(label.getKey(), label.getValue().asText()));
      for (var namespace : run.spec.targets()) {
        var pods = client.pods().inNamespace(namespace).withLabelSelector(selector.build()).list();
        if (pods.getItems().stream()
            .anyMatch(pod -> "Running".equals(pod.getStatus().getPhase()))) {
          return true;
        }
      }
    }
    return false;
  }

  private void volumes(Run run) {
    run.progress("Volumes", "InProgress", "Starting the Volume backups");
    run.save();
    if (!run.spec.postExecRule().isEmpty() && matchesPods(run, run.spec.postExecRule())) {
      fail(run, "error executing PostExecRule: this double cannot run commands in pods", true);
      return;
    }
    run.progress("Applications", "InProgress", "Application resources backup is in progress");
    run.save();
    applications(run);
  }

  private void applications(Run run) {
    if (run.status().path("resourceCount").asInt() > 0 || run.status().hasNonNull("resources")) {
      finish(run);
      return;
    }
    var collected = collector.collect(run.spec);
    var location = location(run);
    try {
      store.upload(location, run.backup, collected);
    } catch (RuntimeException e) {
      // whatever the store or the identity refuse ends the backup: the real one does not retry
      // either
      fail(run, "Error uploading resources: " + e.getMessage(), false);
      return;
    }
    var infos = Collector.infos(collected);
    var large = infos.toString().length() > LARGE_RESOURCES;
    run.status().set("resources", large ? StorkApi.JSON.createArrayNode() : infos);
    run.status()
        .put("largeResourceEnabled", large)
        .put("resourceCount", collected.size())
        .put("lastUpdateTimestamp", now());
    run.save();
  }

  /** Missing location: an Event and an error, for ever. */
  private Location location(Run run) {
    try {
      return store.location(StorkApi.namespace(run.backup), run.spec.backupLocation());
    } catch (BackupStore.LocationMissing | GoJson.WrongType e) {
      events.warn(run.backup, String.valueOf(e.getMessage()));
      throw e;
    }
  }

  private void finish(Run run) {
    var location = location(run);
    run.progress("Final", "Successful", "Volumes and resources were backed up successfully");
    run.status().put("backupPath", BackupStore.path(run.backup)).put("finishTimestamp", now());
    try {
      store.uploadMetadata(location, run.backup);
    } catch (RuntimeException e) {
      // the status is not written: with the next look it is tried again, for ever
      events.warn(run.backup, "Error uploading metadata: " + e.getMessage());
      throw e;
    }
    run.save();
  }

  private void fail(Run run, String reason, boolean finished) {
    run.progress("Final", "Failed", reason);
    if (finished) {
      run.status().put("finishTimestamp", now());
    }
    run.save();
    events.warn(run.backup, reason);
  }

  /**
   * Removes the data unless the policy is Retain and the backup succeeded. A missing location and
   * an unreachable store count as done: the data is orphaned.
   */
  private void delete(ObjectNode backup) {
    var finalizers = StorkApi.metadata(backup).withArray("finalizers");
    var kept = StorkApi.JSON.createArrayNode();
    finalizers.forEach(
        finalizer -> {
          if (!finalizer.asText().equals(FINALIZER)) {
            kept.add(finalizer);
          }
        });
    if (kept.size() == finalizers.size()) {
      return;
    }
    deleteData(backup);
    StorkApi.metadata(backup).set("finalizers", kept);
    api.update(
        Kinds.APPLICATION_BACKUP.path(StorkApi.namespace(backup), StorkApi.name(backup)), backup);
  }

  private void deleteData(ObjectNode backup) {
    var spec = GoJson.decode(backup.path("spec"), BackupSpec.class);
    var state = backup.path("status").path("status").asText();
    var succeeded = Set.of("Successful", "PartialSuccess").contains(state);
    var path = backup.path("status").path("backupPath").asText("");
    if (path.isEmpty() || (spec.reclaimPolicy().equals("Retain") && succeeded)) {
      return;
    }
    try {
      store.delete(store.location(StorkApi.namespace(backup), spec.backupLocation()), path);
    } catch (RuntimeException e) {
      // the habit that orphans data: whatever goes wrong is logged, and the object goes
      Log.line("deleting the data of " + path + " failed: " + e.getMessage());
    }
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
