package io.fedbackup.reconciler.cluster;

import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fedbackup.api.v1alpha1.AgentSettings;
import io.fedbackup.reconciler.remote.AgentRuntime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Fills in the installation's defaults for agents. Pure. */
final class AgentDefaults {
  private AgentDefaults() {}

  static AgentRuntime fill(@Nullable AgentSettings settings, Installation installation) {
    if (settings == null) {
      return new AgentRuntime(
          installation.agentImage(), List.of(), List.of(), installation.agentEnv());
    }
    return new AgentRuntime(
        Objects.requireNonNullElse(settings.image(), installation.agentImage()),
        settings.imagePullSecrets().stream()
            .map(secret -> new LocalObjectReference(secret.name()))
            .toList(),
        settings.tolerations().stream().map(AgentDefaults::toleration).toList(),
        installation.agentEnv());
  }

  private static Toleration toleration(io.fedbackup.api.v1alpha1.Toleration ours) {
    var toleration = new Toleration();
    toleration.setKey(ours.key());
    toleration.setValue(ours.value());
    toleration.setTolerationSeconds(ours.tolerationSeconds());
    if (ours.operator() != null) {
      toleration.setOperator(ours.operator().wire());
    }
    if (ours.effect() != null) {
      toleration.setEffect(ours.effect().wire());
    }
    return toleration;
  }
}
