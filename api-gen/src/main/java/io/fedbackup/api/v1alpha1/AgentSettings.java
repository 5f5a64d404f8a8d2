package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fedbackup.api.crd.ListMapKeys;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the agent's pods run on the cluster; defaults are those of the installation. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record AgentSettings(
    @JsonPropertyDescription("Image of the agent.") @Size(min = 1, max = 512) @Nullable String image,
    @JsonPropertyDescription("Pull secrets, by name in Stork's namespace.")
        @Size(max = 10) @ListMapKeys("name")
        List<SecretReference> imagePullSecrets,
    @JsonPropertyDescription("Tolerations of the pods.") @Size(max = 20) List<Toleration> tolerations) {

  public AgentSettings {
    imagePullSecrets = Absent.orEmpty(imagePullSecrets);
    tolerations = Absent.orEmpty(tolerations);
  }
}
