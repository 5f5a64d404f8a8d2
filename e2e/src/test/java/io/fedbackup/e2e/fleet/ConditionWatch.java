package io.fedbackup.e2e.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;

/**
 * Reads every status that fedbackup writes on a fleet's backup cluster, as a user with {@code
 * kubectl get --watch} would, and keeps what does not help such a user.
 */
final class ConditionWatch implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Kinds of ours with their plural names. */
  private static final Map<String, String> KINDS =
      Map.of(
          "ApplicationCluster", "applicationclusters",
          "BackupLocation", "backuplocations",
          "SchedulePolicy", "schedulepolicies",
          "Rule", "rules",
          "BackupSchedule", "backupschedules",
          "Backup", "backups",
          "GitSync", "gitsyncs");

  /** Conditions whose True is the trouble. */
  private static final Set<String> ABNORMAL =
      Set.of("Reconciling", "Stalled", "TooManyRecords", "RetentionBlocked");

  /** States of a cluster in a status that have a reason and a message. */
  private static final Set<String> BAD_STATES = Set.of("Failed", "Blocked", "Leaving");

  private final List<SharedIndexInformer<GenericKubernetesResource>> informers = new ArrayList<>();
  private final Queue<String> bad = new ConcurrentLinkedQueue<>();
  private final Consumer<SeenCondition> log;

  /**
   * Begins to watch.
   *
   * @param log gets all that is seen
   */
  ConditionWatch(KubernetesClient client, Consumer<SeenCondition> log) {
    this.log = log;
    KINDS.forEach((kind, plural) -> informers.add(watch(client, kind, plural)));
  }

  private SharedIndexInformer<GenericKubernetesResource> watch(
      KubernetesClient client, String kind, String plural) {
    var context =
        new ResourceDefinitionContext.Builder()
            .withGroup("fedbackup.io")
            .withVersion("v1alpha1")
            .withKind(kind)
            .withPlural(plural)
            .withNamespaced(true)
            .build();
    return client
        .genericKubernetesResources(context)
        .inAnyNamespace()
        .inform(
            new ResourceEventHandler<>() {
              @Override
              public void onAdd(GenericKubernetesResource object) {
                look(kind, object);
              }

              @Override
              public void onUpdate(
                  GenericKubernetesResource before, GenericKubernetesResource object) {
                look(kind, object);
              }

              @Override
              public void onDelete(GenericKubernetesResource object, boolean unknown) {
                // was seen before
              }
            });
  }

  private void look(String kind, GenericKubernetesResource object) {
    JsonNode document = JSON.valueToTree(object);
    var status = document.path("status");
    var name = object.getMetadata().getName();
    var where = "%s %s/%s".formatted(kind, object.getMetadata().getNamespace(), name);
    var clusters = clusters(document);
    for (var condition : status.path("conditions")) {
      var type = condition.path("type").asText();
      see(
          new SeenCondition(
              where,
              type,
              ABNORMAL.contains(type) == condition.path("status").asText().equals("True"),
              condition.path("reason").asText(),
              condition.path("message").asText(),
              name,
              clusters));
    }
    for (var cluster : status.path("clusters")) {
      if (cluster.hasNonNull("reason")) {
        var named = cluster.path("name").asText();
        see(
            new SeenCondition(
                where,
                "on cluster " + named,
                BAD_STATES.contains(cluster.path("state").asText()),
                cluster.path("reason").asText(),
                // the entry is the cluster's: it is named beside the message
                "cluster %s: %s %s"
                    .formatted(
                        named, cluster.path("message").asText(), cluster.path("remedy").asText()),
                name,
                Set.of(named)));
      }
    }
  }

  private static Set<String> clusters(JsonNode document) {
    var names = new TreeSet<String>();
    var spec = document.path("spec");
    if (spec.path("clusterRef").has("name")) {
      names.add(spec.path("clusterRef").path("name").asText());
    }
    spec.path("clusters").path("names").forEach(it -> names.add(it.asText()));
    StreamSupport.stream(document.path("status").path("clusters").spliterator(), false)
        .forEach(it -> names.add(it.path("name").asText()));
    return names;
  }

  private void see(SeenCondition condition) {
    log.accept(condition);
    var problems = condition.problems();
    if (!problems.isEmpty()) {
      bad.add(condition + "\n    " + String.join(", ", problems));
    }
  }

  /** What did not help since the last question, each once. */
  List<String> takeBad() {
    var all = new TreeSet<String>();
    for (var one = bad.poll(); one != null; one = bad.poll()) {
      all.add(one);
    }
    return List.copyOf(all);
  }

  @Override
  public void close() {
    informers.forEach(SharedIndexInformer::stop);
  }
}
