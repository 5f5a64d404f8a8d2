package io.fedbackup.e2e.gitsync;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fedbackup.api.v1alpha1.Annotations;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.api.v1alpha1.GitSyncStatus;
import io.fedbackup.e2e.fleet.Fleet;
import io.fedbackup.e2e.git.WorkingCopy;
import io.fedbackup.e2e.programs.Installation;
import io.fedbackup.e2e.testbed.Polls;
import io.fedbackup.e2e.testbed.Testbed;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** git-sync, a team, and repositories as different Git servers name them. */
final class ForgeScene implements AutoCloseable {
  static final String NAMESPACE = Installation.NAMESPACE;

  final Installation installation;
  private final TeamSyncs syncs;
  private final Path directory;

  ForgeScene(Fleet fleet, Testbed testbed, Path directory) {
    this.directory = directory;
    installation = new Installation(fleet, testbed, directory);
    syncs = new TeamSyncs(installation);
    installation.admitTeam();
    syncs.named("fleet").delete();
    installation.gitSync().startAndAwaitReady();
  }

  /** A working copy of a new repository. */
  WorkingCopy repository(String path) {
    installation.git().create(path);
    return WorkingCopy.create(
        directory.resolve("copies").resolve(path), installation.git().directory(path));
  }

  /** A Secret that the team's account may read. */
  void secret(String name, Map<String, String> data) {
    var client = installation.backup();
    var role = "read-" + name;
    client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withStringData(data)
                .build())
        .forceConflicts()
        .serverSideApply();
    allow(NAMESPACE, role, List.of(name), "get");
  }

  /** Lets the team's account work with all Secrets of its namespace. */
  void allowSecrets() {
    allow(NAMESPACE, "secrets", List.of(), "get", "list", "watch", "create", "patch", "delete");
  }

  /** A further namespace in which the account may do as in its own. */
  void namespace(String name) {
    installation
        .backup()
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
    allow(name, "secrets", List.of(), "get", "list", "watch", "create", "patch", "delete");
  }

  private void allow(String namespace, String role, List<String> names, String... verbs) {
    var client = installation.backup();
    client
        .resource(
            new RoleBuilder()
                .withNewMetadata()
                .withName(role)
                .withNamespace(namespace)
                .endMetadata()
                .addNewRule()
                .addToApiGroups("")
                .addToResources("secrets")
                .addAllToResourceNames(names)
                .addToVerbs(verbs)
                .endRule()
                .build())
        .forceConflicts()
        .serverSideApply();
    client
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withName(role)
                .withNamespace(namespace)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", role)
                .addNewSubject("", "ServiceAccount", "repository", NAMESPACE)
                .build())
        .forceConflicts()
        .serverSideApply();
  }

  /** Asks for a look at the repository, and waits until it is over. */
  void lookNow(String sync) {
    var value = Instant.now().toString();
    syncs.annotate(sync, Annotations.REQUESTED_AT, value);
    await("a look")
        .until(
            () -> status(sync).filter(it -> value.equals(it.lastHandledRequestAt())).isPresent());
  }

  /** A GitSync of a repository that looks once an hour. */
  void sync(String name, String repository, String more) {
    var url = installation.git().url(repository);
    syncs.create(name, url, "sync", TeamSyncs.ACCOUNT, TeamSyncs.ACCESS, more);
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

  /** The time of a policy's daily run. */
  Optional<String> time(String policy) {
    return Optional.ofNullable(syncs.policies().withName(policy).get())
        .map(it -> it.getSpec().daily())
        .map(daily -> daily.time());
  }

  Optional<GitSyncStatus> status(String sync) {
    return Optional.ofNullable(syncs.named(sync).get()).map(GitSync::getStatus);
  }

  void awaitApplied(String sync, String commit) {
    await("%s has applied %s".formatted(sync, commit))
        .until(
            () ->
                status(sync)
                    .map(GitSyncStatus::lastAppliedRevision)
                    .filter(revision -> revision.endsWith(commit))
                    .isPresent());
  }

  /** Messages of a GitSync's Events of this reason. */
  List<String> events(String sync, String reason) {
    return installation.backup().v1().events().inNamespace(NAMESPACE).list().getItems().stream()
        .filter(event -> sync.equals(event.getInvolvedObject().getName()))
        .filter(event -> reason.equals(event.getReason()))
        .map(event -> event.getMessage())
        .toList();
  }

  static ConditionFactory await(String what) {
    return Awaitility.await(what)
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Polls.RARER_AND_RARER);
  }

  @Override
  public void close() {
    installation.close();
  }
}
