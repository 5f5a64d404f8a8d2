package io.fedbackup.reconciler.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fedbackup.api.v1alpha1.ApplicationCluster;
import io.fedbackup.api.v1alpha1.ApplicationClusterStatusBuilder;
import io.fedbackup.api.v1alpha1.LeftBehind;
import io.fedbackup.planning.naming.ObjectName;
import io.fedbackup.planning.naming.StorkNames;
import io.fedbackup.reconciler.drift.FakeDriftBook;
import io.fedbackup.reconciler.instruction.StorkKinds;
import io.fedbackup.reconciler.remote.FakeClusters;
import io.fedbackup.reconciler.remote.FakeRemoteCluster;
import io.fedbackup.reconciler.remote.RemoteEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.libopenstorage.stork.v1alpha1.Rule;

/** What is taken for too much on a cluster. */
class ExtrasTest {
  private static final KubernetesSerialization YAML = new KubernetesSerialization();
  private static final String NAME = new StorkNames("inst").rule(new ObjectName("team-a", "flush"));

  private final FakeRemoteCluster cluster = new FakeRemoteCluster("team-a", "shop");
  private final FakeDriftBook book = new FakeDriftBook();
  private final List<HasMetadata> ours = new ArrayList<>();
  private final Extras extras =
      new Extras(new FakeClusters(cluster), book, new OurNames(new Ours()));

  @Test
  void what_stands_for_an_object_of_ours_is_not_too_much() {
    ours.add(rule("flush"));

    comes(NAME, "inst");

    assertThat(book.told()).isEmpty();
  }

  @Test
  void what_stands_for_nothing_is_too_much_although_it_names_an_owner() {
    ours.add(rule("flush"));

    comes("flush-copied", "inst");

    assertThat(book.told()).containsExactly("extra Rule flush-copied");
    assertThat(cluster.writes()).isEmpty();
  }

  @Test
  void what_does_not_bear_our_label_is_nobodys_business() {
    comes("theirs", "another");

    assertThat(book.told()).isEmpty();
  }

  @Test
  void what_a_removal_left_behind_is_known() {
    var object = new ApplicationCluster();
    object.getMetadata().setNamespace("team-a");
    object.getMetadata().setName("shop");
    object.setStatus(
        ApplicationClusterStatusBuilder.builder()
            .leftBehind(List.of(new LeftBehind("Rule", "kube-system", NAME, "u", null)))
            .build());
    ours.add(object);

    comes(NAME, "inst");

    assertThat(book.told()).isEmpty();
  }

  private void comes(String name, String installation) {
    Rule rule =
        cluster.put(
            YAML.unmarshal(
                """
                apiVersion: stork.libopenstorage.org/v1alpha1
                kind: Rule
                metadata:
                  name: %s
                  namespace: kube-system
                  labels: {fedbackup.io/installation: %s}
                  annotations: {fedbackup.io/owner-namespace: team-a, fedbackup.io/owner-name: flush}
                rules: []
                """
                    .formatted(name, installation),
                Rule.class));
    extras.happened(
        new RemoteEvent.ObjectChanged(
            cluster.key(),
            StorkKinds.RULES,
            RemoteEvent.Type.ADDED,
            rule,
            null,
            Instant.parse("2026-11-25T09:00:00Z")));
  }

  private static io.fedbackup.api.v1alpha1.Rule rule(String name) {
    var rule = new io.fedbackup.api.v1alpha1.Rule();
    rule.getMetadata().setNamespace("team-a");
    rule.getMetadata().setName(name);
    return rule;
  }

  private final class Ours implements OurNames.Known {
    @Override
    public <R extends HasMetadata> Stream<R> all(Class<R> kind, String namespace) {
      return ours.stream()
          .filter(kind::isInstance)
          .filter(object -> namespace.equals(object.getMetadata().getNamespace()))
          .map(kind::cast);
    }
  }
}
