package io.fedbackup.e2e.doubles.kubelet;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fields of a pod that the downward API tells. */
final class FieldPaths {

  private static final Pattern KEYED = Pattern.compile("metadata\\.(labels|annotations)\\['(.+)']");

  private FieldPaths() {}

  static String resolve(Pod pod, String nodeName, String fieldPath) throws NotReadyException {
    var metadata = pod.getMetadata();
    var keyed = KEYED.matcher(fieldPath);
    if (keyed.matches()) {
      var map = keyed.group(1).equals("labels") ? metadata.getLabels() : metadata.getAnnotations();
      return orEmpty(map).getOrDefault(keyed.group(2), "");
    }
    return switch (fieldPath) {
      case "metadata.name" -> metadata.getName();
      case "metadata.namespace" -> metadata.getNamespace();
      case "metadata.uid" -> metadata.getUid();
      case "metadata.labels" -> lines(orEmpty(metadata.getLabels()));
      case "metadata.annotations" -> lines(orEmpty(metadata.getAnnotations()));
      case "spec.nodeName" -> nodeName;
      case "spec.serviceAccountName" -> pod.getSpec().getServiceAccountName();
      case "status.hostIP", "status.podIP", "status.hostIPs", "status.podIPs" -> "127.0.0.1";
      default ->
          throw new NotReadyException(
              NotReadyException.CONFIG_ERROR, "field label not supported: " + fieldPath);
    };
  }

  private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
    return map == null ? Map.of() : map;
  }

  private static String lines(Map<String, String> map) {
    return new TreeMap<>(map)
        .entrySet().stream()
            .map(entry -> entry.getKey() + "=\"" + entry.getValue().replace("\"", "\\\"") + "\"")
            .collect(Collectors.joining("\n"));
  }
}
