package io.fedbackup.planning.validation;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the agent's pod takes over from Stork's pods, so that both are the same to a webhook and to
 * the identity provider: service account, the labels and annotations of the workload identity
 * webhook, the public {@code AZURE_} variables, the projected token. No Secret is taken over: the
 * agent has only the federated identity.
 */
record StorkPodTraits(
    @Nullable String serviceAccount,
    Map<String, String> labels,
    Map<String, String> annotations,
    List<EnvVar> env,
    List<Volume> volumes,
    List<VolumeMount> mounts) {
  private static final String WEBHOOK_PREFIX = "azure.workload.identity/";
  private static final String STORK = "stork";

  /** All that a workload identity has; the other {@code AZURE_} variables are credentials. */
  private static final Set<String> VARIABLES =
      Set.of(
          "AZURE_CLIENT_ID",
          "AZURE_TENANT_ID",
          "AZURE_AUTHORITY_HOST",
          "AZURE_FEDERATED_TOKEN_FILE");

  static StorkPodTraits of(Deployment stork) {
    PodTemplateSpec template =
        stork.getSpec() == null || stork.getSpec().getTemplate() == null
            ? new PodTemplateSpec()
            : stork.getSpec().getTemplate();
    PodSpec spec = Objects.requireNonNullElseGet(template.getSpec(), PodSpec::new);
    Container container = storkContainer(spec);
    List<Volume> tokens = spec.getVolumes().stream().filter(StorkPodTraits::onlyTokens).toList();
    Set<String> names =
        tokens.stream()
            .map(Volume::getName)
            .collect(java.util.stream.Collectors.toUnmodifiableSet());
    return new StorkPodTraits(
        spec.getServiceAccountName(),
        ofWebhook(template.getMetadata(), ObjectMeta::getLabels),
        ofWebhook(template.getMetadata(), ObjectMeta::getAnnotations),
        container.getEnv().stream()
            .filter(env -> VARIABLES.contains(env.getName()))
            .filter(StorkPodTraits::plain)
            .toList(),
        tokens,
        container.getVolumeMounts().stream()
            .filter(mount -> names.contains(mount.getName()))
            .toList());
  }

  private static Container storkContainer(PodSpec spec) {
    return spec.getContainers().stream()
        .filter(container -> STORK.equals(container.getName()))
        .findFirst()
        .or(() -> spec.getContainers().stream().findFirst())
        .orElseGet(Container::new);
  }

  private static Map<String, String> ofWebhook(
      @Nullable ObjectMeta meta, Function<ObjectMeta, @Nullable Map<String, String>> part) {
    Map<String, String> all = meta == null ? null : part.apply(meta);
    Map<String, String> kept = new TreeMap<>();
    if (all != null) {
      all.forEach(
          (key, value) -> {
            if (key.startsWith(WEBHOOK_PREFIX)) {
              kept.put(key, value);
            }
          });
    }
    return Map.copyOf(kept);
  }

  private static boolean plain(EnvVar env) {
    return env.getValueFrom() == null && env.getValue() != null;
  }

  private static boolean onlyTokens(Volume volume) {
    return volume.getProjected() != null
        && !volume.getProjected().getSources().isEmpty()
        && volume.getProjected().getSources().stream().allMatch(StorkPodTraits::token);
  }

  private static boolean token(VolumeProjection source) {
    return source.getServiceAccountToken() != null
        && source.getSecret() == null
        && source.getConfigMap() == null
        && source.getDownwardAPI() == null;
  }
}
