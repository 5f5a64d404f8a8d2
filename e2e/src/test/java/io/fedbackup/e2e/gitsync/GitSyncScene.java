package io.fedbackup.e2e.gitsync;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributes;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fedbackup.api.v1alpha1.Condition;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.api.v1alpha1.GitSyncStatus;
import io.fedbackup.e2e.fleet.Fleet;
import io.fedbackup.e2e.programs.Installation;
import io.fedbackup.e2e.testbed.Testbed;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Team-shop's repository and git-sync; what a person can take away from it, and what they see. */
final class GitSyncScene implements AutoCloseable {

  /** The GitSync that examples/bootstrap makes. */
  static final String FLEET = "fleet";

  /** The account that the team's repository is applied with. */
  static final String TEAM = "system:serviceaccount:team-shop:repository";

  /** git-sync's own account. */
  static final String GIT_SYNC = "system:serviceaccount:fedbackup:fedbackup-git-sync";

  private static final String GROUP = "fedbackup.io";
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration STEP = Duration.ofMillis(200);

  private final Installation installation;

  private GitSyncScene(Installation installation) {
    this.installation = installation;
  }

  /** A team that is admitted; no controller runs yet. */
  static GitSyncScene on(Fleet fleet, Testbed testbed, Path directory) {
    var installation = new Installation(fleet, testbed, directory);
    installation.openShops();
    installation.admitTeam();
    return new GitSyncScene(installation);
  }

  Installation installation() {
    return installation;
  }

  KubernetesClient backup() {
    return installation.backup();
  }

  static ConditionFactory await(String what) {
    return Awaitility.await(what).atMost(LIMIT).pollInterval(STEP);
  }

  static <T> T found(String what, java.util.concurrent.Callable<Optional<T>> question) {
    return await(what).until(question, Optional::isPresent).orElseThrow();
  }

  /** Does what kubectl apply --server-side does. */
  void apply(String documents) {
    backup()
        .load(new ByteArrayInputStream(documents.getBytes(StandardCharsets.UTF_8)))
        .items()
        .forEach(it -> backup().resource(it).forceConflicts().serverSideApply());
  }

  void awaitApplied(String sync, String commit) {
    found(
        "GitSync %s has applied %s".formatted(sync, commit),
        () ->
            status(sync).map(GitSyncStatus::lastAppliedRevision).filter(it -> it.contains(commit)));
  }

  Optional<GitSyncStatus> status(String sync) {
    return Optional.ofNullable(
            backup()
                .resources(GitSync.class)
                .inNamespace(Installation.NAMESPACE)
                .withName(sync)
                .get())
        .map(GitSync::getStatus);
  }

  Optional<Condition> condition(String sync, String type) {
    return status(sync).stream()
        .flatMap(it -> it.conditions().stream())
        .filter(it -> it.type().equals(type))
        .findFirst();
  }

  /** Waits for a condition of this reason. */
  Condition awaitReason(String sync, String type, String reason) {
    return found(
        "GitSync %s: condition %s has reason %s".formatted(sync, type, reason),
        () -> condition(sync, type).filter(it -> it.reason().equals(reason)));
  }

  /** What the inventory lists, as {@code Kind/name}. */
  List<String> inventory(String sync) {
    return status(sync).map(GitSyncStatus::inventory).orElseThrow().entries().stream()
        .map(it -> it.kind() + "/" + it.name())
        .sorted()
        .toList();
  }

  <T extends HasMetadata> Optional<T> object(Class<T> kind, String name) {
    return Optional.ofNullable(
        backup().resources(kind).inNamespace(Installation.NAMESPACE).withName(name).get());
  }

  /**
   * How often each thing was told: Events by the object's UID, the reason and the message, with
   * their own counts added up.
   */
  Map<List<String>, Integer> events() {
    return backup().v1().events().inNamespace(Installation.NAMESPACE).list().getItems().stream()
        .collect(
            Collectors.groupingBy(
                GitSyncScene::happening, Collectors.summingInt(GitSyncScene::count)));
  }

  private static List<String> happening(Event event) {
    return List.of(
        event.getInvolvedObject().getUid(), event.getReason(), String.valueOf(event.getMessage()));
  }

  private static int count(Event event) {
    return event.getCount() == null ? 1 : event.getCount();
  }

  /** What the team's repository may do. */
  Right team(String verb, String resource) {
    return new Right(TEAM, verb, resource, Optional.empty());
  }

  /** Writing a GitSync's status, which git-sync itself does. */
  Right status(Verb verb) {
    return new Right(GIT_SYNC, verb.name, "gitsyncs", Optional.of("status"));
  }

  /** How a status is written. */
  enum Verb {
    UPDATE("update"),
    PATCH("patch");

    private final String name;

    Verb(String name) {
      this.name = name;
    }
  }

  /** A right in team-shop, of an account, on a resource of our group. */
  record Right(String account, String verb, String resource, Optional<String> subresource) {
    private String full() {
      return subresource.map(it -> resource + "/" + it).orElse(resource);
    }
  }

  /** Takes rights away, as an administrator by mistake, and waits until that is so. */
  Withdrawn withdraw(Right... rights) {
    var withdrawn = new Withdrawn(List.of(rights));
    withdrawn.takeAway();
    return withdrawn;
  }

  /** Rights that are away until this is closed. */
  final class Withdrawn implements AutoCloseable {
    private final List<Right> rights;
    private final List<HasMetadata> before;

    private Withdrawn(List<Right> rights) {
      this.rights = rights;
      this.before =
          rights.stream()
              .map(it -> it.account().equals(TEAM) ? teamRole() : gitSyncRole())
              .distinct()
              .toList();
    }

    private HasMetadata teamRole() {
      return backup()
          .rbac()
          .roles()
          .inNamespace(Installation.NAMESPACE)
          .withName("repository")
          .get();
    }

    private HasMetadata gitSyncRole() {
      return backup().rbac().clusterRoles().withName("fedbackup-git-sync").get();
    }

    private void takeAway() {
      for (var right : rights) {
        if (right.account().equals(TEAM)) {
          backup()
              .rbac()
              .roles()
              .inNamespace(Installation.NAMESPACE)
              .withName("repository")
              .edit(
                  role -> {
                    role.setRules(PolicyRules.without(role.getRules(), right.full(), right.verb()));
                    return role;
                  });
        } else {
          backup()
              .rbac()
              .clusterRoles()
              .withName("fedbackup-git-sync")
              .edit(
                  role -> {
                    role.setRules(PolicyRules.without(role.getRules(), right.full(), right.verb()));
                    return role;
                  });
        }
      }
      awaitAllowed(false);
    }

    private void awaitAllowed(boolean allowed) {
      for (var right : rights) {
        await("%s may %s %s: %s".formatted(right.account(), right.verb(), right.full(), allowed))
            .until(() -> allowed == allowed(right));
      }
    }

    /** Gives the rights back, and waits until they are. */
    @Override
    public void close() {
      for (var role : before) {
        role.getMetadata().setResourceVersion(null);
        role.getMetadata().setManagedFields(List.of());
        backup().resource(role).update();
      }
      awaitAllowed(true);
    }
  }

  private boolean allowed(Right right) {
    var attributes = new ResourceAttributes();
    attributes.setNamespace(Installation.NAMESPACE);
    attributes.setGroup(GROUP);
    attributes.setResource(right.resource());
    attributes.setSubresource(right.subresource().orElse(null));
    attributes.setVerb(right.verb());
    var review =
        new SubjectAccessReviewBuilder()
            .withNewSpec()
            .withUser(right.account())
            .withResourceAttributes(attributes)
            .endSpec()
            .build();
    return backup()
        .authorization()
        .v1()
        .subjectAccessReview()
        .create(review)
        .getStatus()
        .getAllowed();
  }

  /** The end of git-sync without warning; it starts again when the test says so. */
  void killGitSync() {
    installation.gitSync().kill();
  }

  @Override
  public void close() {
    installation.close();
  }
}
