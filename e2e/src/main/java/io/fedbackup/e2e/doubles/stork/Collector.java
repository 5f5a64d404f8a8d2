package io.fedbackup.e2e.doubles.stork;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The resources of a namespace that a backup takes, of the kinds that Stork knows, without what
 * other objects own, the default service account and its like. Left out: cluster-scoped kinds,
 * custom resources that were registered, volumes.
 */
final class Collector {

  private record Type(String group, String version, String kind, String plural) {
    String collection(String namespace) {
      var base = group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version;
      return base + "/namespaces/" + namespace + "/" + plural;
    }
  }

  private static final List<Type> TYPES =
      List.of(
          new Type("", "v1", "ConfigMap", "configmaps"),
          new Type("", "v1", "Service", "services"),
          new Type("", "v1", "Secret", "secrets"),
          new Type("", "v1", "ServiceAccount", "serviceaccounts"),
          new Type("", "v1", "ResourceQuota", "resourcequotas"),
          new Type("", "v1", "LimitRange", "limitranges"),
          new Type("apps", "v1", "Deployment", "deployments"),
          new Type("apps", "v1", "StatefulSet", "statefulsets"),
          new Type("apps", "v1", "DaemonSet", "daemonsets"),
          new Type("apps", "v1", "ReplicaSet", "replicasets"),
          new Type("batch", "v1", "CronJob", "cronjobs"),
          new Type("batch", "v1", "Job", "jobs"),
          new Type("rbac.authorization.k8s.io", "v1", "Role", "roles"),
          new Type("rbac.authorization.k8s.io", "v1", "RoleBinding", "rolebindings"),
          new Type("networking.k8s.io", "v1", "Ingress", "ingresses"),
          new Type("networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies"),
          new Type("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets"));

  private final StorkApi api;

  Collector(StorkApi api) {
    this.api = api;
  }

  /** A resource and how it is named in the backup's status. */
  record Collected(ObjectNode resource, ObjectNode info) {}

  List<Collected> collect(BackupSpec spec) {
    var found = new ArrayList<Collected>();
    for (var namespace : spec.targets()) {
      for (var type : TYPES) {
        if (wanted(spec, type)) {
          collect(spec, type, namespace, found);
        }
      }
    }
    return found;
  }

  private static boolean wanted(BackupSpec spec, Type type) {
    var types = spec.resourceTypes();
    return types == null || types.isEmpty() || types.contains(type.kind());
  }

  private void collect(BackupSpec spec, Type type, String namespace, List<Collected> found) {
    for (var item : api.list(type.collection(namespace))) {
      if (!dropped(type, item) && selected(spec, item) && included(spec, type, item)) {
        found.add(new Collected(cleaned(type, item), info(type, item)));
      }
    }
  }

  private static boolean dropped(Type type, ObjectNode item) {
    var name = StorkApi.name(item);
    return !item.path("metadata").path("ownerReferences").isEmpty()
        || "true"
            .equals(
                item.path("metadata")
                    .path("annotations")
                    .path("stork.libopenstorage.org/skip-resource")
                    .asText())
        || (type.kind().equals("ServiceAccount") && name.equals("default"))
        || (type.kind().equals("ConfigMap") && name.equals("kube-root-ca.crt"))
        || (type.kind().equals("Service") && name.equals("kubernetes"))
        || (type.kind().equals("Secret")
            && item.path("type").asText().equals("kubernetes.io/service-account-token"));
  }

  private static boolean selected(BackupSpec spec, ObjectNode item) {
    var selectors = Objects.requireNonNullElse(spec.selectors(), Map.<String, String>of());
    var labels = item.path("metadata").path("labels");
    return selectors.entrySet().stream()
        .allMatch(wanted -> wanted.getValue().equals(labels.path(wanted.getKey()).asText(null)));
  }

  private static boolean included(BackupSpec spec, Type type, ObjectNode item) {
    var included = spec.includeResources();
    if (included == null || included.isEmpty()) {
      return true;
    }
    return included.stream()
        .anyMatch(
            one ->
                type.kind().equals(one.kind())
                    && type.version().equals(one.version())
                    && List.of(type.group(), type.group().isEmpty() ? "core" : type.group())
                        .contains(Objects.requireNonNullElse(one.group(), ""))
                    && StorkApi.name(item).equals(one.name())
                    && StorkApi.namespace(item).equals(one.namespace()));
  }

  private static ObjectNode cleaned(Type type, ObjectNode item) {
    var copy = item.deepCopy();
    copy.put("kind", type.kind())
        .put(
            "apiVersion",
            type.group().isEmpty() ? type.version() : type.group() + "/" + type.version());
    StorkApi.metadata(copy)
        .remove(List.of("uid", "resourceVersion", "managedFields", "creationTimestamp"));
    copy.remove("status");
    return copy;
  }

  private static ObjectNode info(Type type, ObjectNode item) {
    return StorkApi.JSON
        .createObjectNode()
        .put("name", StorkApi.name(item))
        .put("namespace", StorkApi.namespace(item))
        .put("group", type.group().isEmpty() ? "core" : type.group())
        .put("version", type.version())
        .put("kind", type.kind())
        .put("status", "Successful")
        .put("reason", "Resource backed up successfully");
  }

  static ArrayNode infos(List<Collected> collected) {
    var array = StorkApi.JSON.createArrayNode();
    collected.forEach(one -> array.add(one.info()));
    return array;
  }

  static ArrayNode resources(List<Collected> collected) {
    var array = StorkApi.JSON.createArrayNode();
    collected.forEach(one -> array.add(one.resource()));
    return array;
  }
}
