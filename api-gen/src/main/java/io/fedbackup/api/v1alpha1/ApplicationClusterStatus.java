package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fedbackup.api.crd.Format;
import io.fedbackup.api.crd.ListMapKeys;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of one application cluster. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ApplicationClusterStatus(
    @JsonPropertyDescription("How the cluster is doing.") @Nullable ClusterPhase phase,
    @JsonPropertyDescription("Why it is not Active.") @Size(max = 64) @Nullable String reason,
    @JsonPropertyDescription("Version of its API server.") @Size(max = 64) @Nullable String kubernetesVersion,
    @JsonPropertyDescription("Version of its Stork; \"unknown\" where it does not say.")
        @Size(max = 64) @Nullable String storkVersion,
    @JsonPropertyDescription("UID of its namespace kube-system.") @Size(max = 64) @Nullable String clusterUID,
    @JsonPropertyDescription("Where its nodes run.") @Size(max = 64) @Nullable String provider,
    @JsonPropertyDescription("The identity that Stork's pods use.")
        @Nullable CloudIdentity identity,
    @JsonPropertyDescription("What the garden says of the shoot.") @Nullable ShootStatus shoot,
    @JsonPropertyDescription("How long the credentials live.")
        @Nullable CredentialsStatus credentials,
    @JsonPropertyDescription("When the cluster last answered.") @Size(max = 40) @Format("date-time") @Nullable String lastContact,
    @JsonPropertyDescription("Backup locations on this cluster, problems first.")
        @ListMapKeys({"namespace", "name"})
        @Size(max = 500) List<ClusterLocation> locations,
    @JsonPropertyDescription("Number of locations that are Valid here.") @Min(0) @Nullable Integer locationsValid,
    @JsonPropertyDescription("Number of locations here.") @Min(0) @Nullable Integer locationsTotal,
    @JsonPropertyDescription("Instructions that could not be removed in time.") @Size(max = 500) List<LeftBehind> leftBehind,
    @JsonPropertyDescription("What waits for a person.") @Nullable Confirmation confirmation,
    @JsonPropertyDescription(
            "How the object is doing: Ready, Reconciling, Stalled and what is named for the kind.")
        @ListMapKeys("type")
        @Size(max = 16) List<Condition> conditions,
    @JsonPropertyDescription("The generation that this status was found for.") @Min(0) @Nullable Long observedGeneration,
    @JsonPropertyDescription(
            "The last value of annotation fedbackup.io/requested-at that was served.")
        @Size(max = 253) @Nullable String lastHandledRequestAt) {

  public ApplicationClusterStatus {
    locations = Absent.orEmpty(locations);
    leftBehind = Absent.orEmpty(leftBehind);
    conditions = Absent.orEmpty(conditions);
  }
}
