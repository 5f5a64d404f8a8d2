package io.fedbackup.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fedbackup.e2e.fleet.Fleet;
import io.fedbackup.e2e.fleet.FleetCluster;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rights that an account has on one cluster. A right is taken away to stop fedbackup for
 * certain before one write, however quick it is. Not thread-safe.
 */
final class Rights {

  private static final String OURS = "fedbackup";

  private final KubernetesClient client;
  private final String user;
  private final List<Held> held = new ArrayList<>();
  private final Map<Consumer<List<PolicyRule>>, List<PolicyRule>> roles = new LinkedHashMap<>();

  private Rights(KubernetesClient client, String user, String prefix) {
    this.client = client;
    this.user = user;
    for (var role : client.rbac().clusterRoles().list().getItems()) {
      var name = role.getMetadata().getName();
      if (name.startsWith(prefix)) {
        roles.put(rules -> inClusterRole(name, rules), role.getRules());
      }
    }
    for (var role : client.rbac().roles().inAnyNamespace().list().getItems()) {
      var metadata = role.getMetadata();
      if (metadata.getName().startsWith(prefix)) {
        roles.put(
            rules -> inRole(metadata.getNamespace(), metadata.getName(), rules), role.getRules());
      }
    }
  }

  /** Of the reconciler on the backup cluster. */
  static Rights ofReconciler(Fleet fleet) {
    return new Rights(
        fleet.backup().client(), "system:serviceaccount:fedbackup:fedbackup-reconciler", OURS);
  }

  /** Of git-sync on the backup cluster. */
  static Rights ofGitSync(Fleet fleet) {
    return new Rights(
        fleet.backup().client(), "system:serviceaccount:fedbackup:fedbackup-git-sync", OURS);
  }

  /** Of the account that team-shop's repository is applied with, once the team is admitted. */
  static Rights ofTeam(Fleet fleet) {
    return new Rights(
        fleet.backup().client(), "system:serviceaccount:team-shop:repository", "repository");
  }

  /** Of fedbackup on an application cluster. */
  static Rights on(FleetCluster cluster) {
    return new Rights(cluster.client(), "system:serviceaccount:portworx:fedbackup", OURS);
  }

  /** A right that is taken away until this is closed. */
  interface Hold extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Takes verbs on a resource away, and waits until the API server refuses them.
   *
   * @param namespace where it is tried, empty for a resource of the cluster
   * @param resource plural, or {@code plural/subresource}
   */
  Hold without(String namespace, String group, String resource, String... verbs) {
    var taken = new Held(namespace, group, resource, List.of(verbs));
    held.add(taken);
    write(taken, false);
    return () -> {
      held.remove(taken);
      write(taken, true);
    };
  }

  private void write(Held changed, boolean allowed) {
    roles.forEach(
        (role, rules) -> {
          var left = rules;
          for (var one : held) {
            left = left.stream().flatMap(one::without).toList();
          }
          role.accept(left);
        });
    for (var verb : changed.verbs()) {
      Eventually.asserted(
          "%s may %s%s %s".formatted(user, allowed ? "" : "not ", verb, changed.resource()),
          () -> assertThat(may(verb, changed)).isEqualTo(allowed));
    }
  }

  private boolean may(String verb, Held what) {
    var parts = what.resource().split("/", 2);
    var review =
        new SubjectAccessReviewBuilder()
            .withNewSpec()
            .withUser(user)
            .withNewResourceAttributes()
            .withNamespace(what.namespace())
            .withGroup(what.group())
            .withResource(parts[0])
            .withSubresource(parts.length > 1 ? parts[1] : "")
            .withName(nameOf(what))
            .withVerb(verb)
            .endResourceAttributes()
            .endSpec()
            .build();
    return client
        .authorization()
        .v1()
        .subjectAccessReview()
        .create(review)
        .getStatus()
        .getAllowed();
  }

  /** One of the names that the right is for, if it is not for all. */
  private @Nullable String nameOf(Held what) {
    return roles.values().stream()
        .flatMap(List::stream)
        .filter(what::concerns)
        .flatMap(rule -> rule.getResourceNames().stream())
        .findFirst()
        .orElse(null);
  }

  private void inClusterRole(String name, List<PolicyRule> rules) {
    client
        .rbac()
        .clusterRoles()
        .withName(name)
        .edit(
            role -> {
              role.setRules(rules);
              return role;
            });
  }

  private void inRole(String namespace, String name, List<PolicyRule> rules) {
    client
        .rbac()
        .roles()
        .inNamespace(namespace)
        .withName(name)
        .edit(
            role -> {
              role.setRules(rules);
              return role;
            });
  }

  private record Held(String namespace, String group, String resource, List<String> verbs) {

    boolean concerns(PolicyRule rule) {
      return rule.getApiGroups().contains(group)
          && rule.getResources().contains(resource)
          && rule.getVerbs().stream().anyMatch(verbs::contains);
    }

    Stream<PolicyRule> without(PolicyRule rule) {
      if (!concerns(rule)) {
        return Stream.of(rule);
      }
      var others =
          new PolicyRuleBuilder(rule)
              .withResources(
                  rule.getResources().stream().filter(it -> !it.equals(resource)).toList())
              .build();
      var rest =
          new PolicyRuleBuilder(rule)
              .withResources(resource)
              .withVerbs(rule.getVerbs().stream().filter(it -> !verbs.contains(it)).toList())
              .build();
      return Stream.of(others, rest)
          .filter(it -> !it.getResources().isEmpty() && !it.getVerbs().isEmpty());
    }
  }
}
