package io.fedbackup.e2e.bench;

import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fedbackup.api.v1alpha1.Annotations;
import io.fedbackup.api.v1alpha1.ConditionStatus;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.api.v1alpha1.GitSyncStatus;
import io.fedbackup.e2e.programs.Installation;
import io.fedbackup.e2e.testbed.Folders;
import io.fedbackup.e2e.testbed.ProcessFigures;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** git-sync as a process, with the rights and the impersonation that it always has. */
final class Fedbackup implements Contender {

  private static final String NAME = "large";

  private final Installation installation;

  Fedbackup(Installation installation) {
    this.installation = installation;
  }

  @Override
  public String name() {
    return "fedbackup";
  }

  @Override
  public String fieldManager() {
    return "fedbackup-git-sync";
  }

  @Override
  public void start() {
    Folders.fresh(installation.directory(), "git-sync-cache");
    installation.gitSync().startAndAwaitReady();
  }

  @Override
  public void stop() {
    installation.gitSync().stop();
  }

  @Override
  public void follow(String folder) {
    var document =
        """
        apiVersion: fedbackup.io/v1alpha1
        kind: GitSync
        metadata: {name: %s, namespace: %s}
        spec:
          url: %s
          ref: {branch: main}
          path: %s
          interval: 1h
          serviceAccountName: repository
          secretRef: {name: repository-access}
          prune: {enabled: true}
        """
            .formatted(NAME, Installation.NAMESPACE, installation.url(), folder);
    installation
        .backup()
        .load(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)))
        .serverSideApply();
  }

  @Override
  public void announceCommit(String request) {
    requestSync(request);
  }

  @Override
  public void requestSync(String request) {
    sync()
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"annotations\":{\"%s\":\"%s\"}}}"
                .formatted(Annotations.REQUESTED_AT, request));
  }

  @Override
  public CompletableFuture<?> applied(String commit) {
    return seen(
        status -> Objects.requireNonNullElse(status.lastAppliedRevision(), "").contains(commit));
  }

  @Override
  public CompletableFuture<?> served(String request) {
    return seen(status -> request.equals(status.lastHandledRequestAt()));
  }

  private CompletableFuture<?> seen(Predicate<GitSyncStatus> condition) {
    return sync()
        .informOnCondition(
            syncs ->
                syncs.stream()
                    .map(GitSync::getStatus)
                    .anyMatch(
                        status -> status != null && isReady(status) && condition.test(status)));
  }

  private static boolean isReady(GitSyncStatus status) {
    return status.conditions().stream()
        .anyMatch(it -> it.type().equals("Ready") && it.status() == ConditionStatus.TRUE);
  }

  private Resource<GitSync> sync() {
    return installation
        .backup()
        .resources(GitSync.class)
        .inNamespace(Installation.NAMESPACE)
        .withName(NAME);
  }

  @Override
  public ProcessFigures figures() {
    return installation.gitSync().figures();
  }
}
