package io.fedbackup.e2e.gitsync;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fedbackup.api.v1alpha1.Annotations;
import io.fedbackup.api.v1alpha1.Condition;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.api.v1alpha1.GitSyncStatus;
import io.fedbackup.api.v1alpha1.SchedulePolicy;
import io.fedbackup.e2e.programs.Installation;
import io.fedbackup.e2e.testbed.Polls;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** The GitSyncs of a team, as people make, ask and read them. */
final class TeamSyncs {
  /** The account that an administrator made for the team. */
  static final String ACCOUNT = "serviceAccountName: repository";

  /** What opens the team's repository. */
  static final String ACCESS = "secretRef: {name: repository-access}";

  private final Installation installation;

  TeamSyncs(Installation installation) {
    this.installation = installation;
  }

  /**
   * Makes one that looks once an hour.
   *
   * @param settings further lines of its spec
   */
  void create(String name, String url, String path, String... settings) {
    var text =
        """
        apiVersion: fedbackup.io/v1alpha1
        kind: GitSync
        metadata: {name: %s, namespace: %s}
        spec:
          url: %s
          ref: {branch: main}
          path: %s
          interval: 1h
          %s
        """
            .formatted(name, Installation.NAMESPACE, url, path, String.join("\n  ", settings));
    installation
        .backup()
        .load(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
        .items()
        .forEach(it -> installation.backup().resource(it).create());
  }

  NonNamespaceOperation<GitSync, KubernetesResourceList<GitSync>, Resource<GitSync>> all() {
    return installation.backup().resources(GitSync.class).inNamespace(Installation.NAMESPACE);
  }

  Resource<GitSync> named(String sync) {
    return all().withName(sync);
  }

  /** Asks for a look at the repository. */
  void lookNow(String sync) {
    annotate(sync, Annotations.REQUESTED_AT, Instant.now().toString());
  }

  /** Asks for a look at the repository, and waits until a sync has served that. */
  void lookNowAndAwait(String sync) {
    var value = Instant.now().toString();
    annotate(sync, Annotations.REQUESTED_AT, value);
    await("%s has looked".formatted(sync))
        .until(() -> value.equals(status(sync).lastHandledRequestAt()));
  }

  void annotate(String sync, String annotation, String value) {
    named(sync)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"annotations\":{\"%s\":\"%s\"}}}".formatted(annotation, value));
  }

  /** Fails where there is none yet. */
  GitSyncStatus status(String sync) {
    return Objects.requireNonNull(named(sync).get().getStatus());
  }

  private Optional<Condition> find(String sync, String type) {
    return status(sync).conditions().stream().filter(it -> it.type().equals(type)).findFirst();
  }

  /** Status and reason of a condition, such as {@code True InSync}; empty where there is none. */
  String condition(String sync, String type) {
    return find(sync, type).map(it -> it.status() + " " + it.reason()).orElse("");
  }

  String message(String sync, String type) {
    return find(sync, type).map(Condition::message).orElse("");
  }

  void awaitCondition(String sync, String type, String expected) {
    await("%s of %s is %s".formatted(type, sync, expected))
        .untilAsserted(() -> assertThat(condition(sync, type)).isEqualTo(expected));
  }

  void awaitApplied(String sync, String commit) {
    await("%s has applied %s".formatted(sync, commit))
        .untilAsserted(() -> assertThat(status(sync).lastAppliedRevision()).contains(commit));
  }

  /** Of all its Events. */
  List<String> reasons(String sync) {
    return installation.ask().events().stream()
        .filter(event -> sync.equals(event.getInvolvedObject().getName()))
        .map(event -> event.getReason())
        .toList();
  }

  NonNamespaceOperation<
          SchedulePolicy, KubernetesResourceList<SchedulePolicy>, Resource<SchedulePolicy>>
      policies() {
    return policies(Installation.NAMESPACE);
  }

  NonNamespaceOperation<
          SchedulePolicy, KubernetesResourceList<SchedulePolicy>, Resource<SchedulePolicy>>
      policies(String namespace) {
    return installation.backup().resources(SchedulePolicy.class).inNamespace(namespace);
  }

  /** What is not there yet may come. */
  static ConditionFactory await(String what) {
    return Awaitility.await(what)
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Polls.RARER_AND_RARER)
        .ignoreExceptionsInstanceOf(NullPointerException.class);
  }
}
