package io.fedbackup.e2e.doubles.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a container, in kubelet's order: the image's, the cluster's address, {@code
 * envFrom}, {@code env}; {@code $(NAME)} is replaced by what is known before.
 */
final class Environment {

  /** Where a process finds the container's file system; a real container needs no such variable. */
  static final String POD_ROOT = "FEDBACKUP_POD_ROOT";

  private static final String TERMINATION_LOG = "FEDBACKUP_TERMINATION_LOG";
  private static final Pattern REFERENCE = Pattern.compile("\\$\\$|\\$\\(([A-Za-z_][\\w.-]*)\\)");

  private final KubernetesClient client;
  private final String nodeName;

  Environment(KubernetesClient client, String nodeName) {
    this.client = client;
    this.nodeName = nodeName;
  }

  /** All variables, not yet with local paths. */
  Map<String, String> of(Pod pod, Container container, Map<String, String> image)
      throws NotReadyException {
    var all = new LinkedHashMap<String, String>();
    all.put("PATH", Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin"));
    all.put("HOSTNAME", pod.getMetadata().getName());
    all.putAll(image);
    all.put("KUBERNETES_SERVICE_HOST", client.getMasterUrl().getHost());
    all.put("KUBERNETES_SERVICE_PORT", Integer.toString(client.getMasterUrl().getPort()));
    // A program that keeps the default would write to the machine's own /dev.
    all.put(TERMINATION_LOG, PodLayout.terminationPath(container));
    addFromSources(pod, container, all);
    for (var variable : container.getEnv()) {
      value(pod, variable, all).ifPresent(value -> all.put(variable.getName(), value));
    }
    return all;
  }

  private void addFromSources(Pod pod, Container container, Map<String, String> all)
      throws NotReadyException {
    for (var source : container.getEnvFrom()) {
      var prefix = Optional.ofNullable(source.getPrefix()).orElse("");
      if (source.getConfigMapRef() != null) {
        var ref = source.getConfigMapRef();
        configMap(pod, ref.getName(), isTrue(ref.getOptional()))
            .forEach((k, v) -> all.put(prefix + k, v));
      }
      if (source.getSecretRef() != null) {
        var ref = source.getSecretRef();
        secret(pod, ref.getName(), isTrue(ref.getOptional()))
            .forEach((k, v) -> all.put(prefix + k, v));
      }
    }
  }

  private Optional<String> value(Pod pod, EnvVar variable, Map<String, String> known)
      throws NotReadyException {
    EnvVarSource from = variable.getValueFrom();
    if (from == null) {
      return Optional.of(expand(Optional.ofNullable(variable.getValue()).orElse(""), known));
    }
    if (from.getFieldRef() != null) {
      return Optional.of(FieldPaths.resolve(pod, nodeName, from.getFieldRef().getFieldPath()));
    }
    if (from.getConfigMapKeyRef() != null) {
      var ref = from.getConfigMapKeyRef();
      boolean optional = isTrue(ref.getOptional());
      return key(configMap(pod, ref.getName(), optional), ref.getKey(), "ConfigMap", optional);
    }
    if (from.getSecretKeyRef() != null) {
      var ref = from.getSecretKeyRef();
      boolean optional = isTrue(ref.getOptional());
      return key(secret(pod, ref.getName(), optional), ref.getKey(), "Secret", optional);
    }
    throw new NotReadyException(
        NotReadyException.CONFIG_ERROR,
        "the source of variable " + variable.getName() + " is not supported");
  }

  private static Optional<String> key(
      Map<String, String> data, String key, String kind, boolean optional)
      throws NotReadyException {
    var value = data.get(key);
    if (value == null && !optional) {
      throw new NotReadyException(
          NotReadyException.CONFIG_ERROR, "couldn't find key " + key + " in " + kind);
    }
    return Optional.ofNullable(value);
  }

  private Map<String, String> configMap(Pod pod, String name, boolean optional)
      throws NotReadyException {
    var map =
        client.configMaps().inNamespace(pod.getMetadata().getNamespace()).withName(name).get();
    requireFound(map != null || optional, "configmap \"" + name + "\" not found");
    return map == null || map.getData() == null ? Map.of() : map.getData();
  }

  private Map<String, String> secret(Pod pod, String name, boolean optional)
      throws NotReadyException {
    var secret =
        client.secrets().inNamespace(pod.getMetadata().getNamespace()).withName(name).get();
    requireFound(secret != null || optional, "secret \"" + name + "\" not found");
    var decoded = new LinkedHashMap<String, String>();
    if (secret != null && secret.getData() != null) {
      secret
          .getData()
          .forEach(
              (k, v) ->
                  decoded.put(
                      k, new String(Base64.getDecoder().decode(v), StandardCharsets.UTF_8)));
    }
    return decoded;
  }

  private static void requireFound(boolean found, String message) throws NotReadyException {
    if (!found) {
      throw new NotReadyException(NotReadyException.CONFIG_ERROR, message);
    }
  }

  /** Replaces {@code $(NAME)}; an unknown one stays, {@code $$} is a dollar sign. */
  static String expand(String value, Map<String, String> known) {
    return REFERENCE
        .matcher(value)
        .replaceAll(
            match -> {
              if (match.group(1) == null) {
                return Matcher.quoteReplacement("$");
              }
              return Matcher.quoteReplacement(known.getOrDefault(match.group(1), match.group()));
            });
  }

  private static boolean isTrue(@Nullable Boolean value) {
    return value != null && value;
  }
}
