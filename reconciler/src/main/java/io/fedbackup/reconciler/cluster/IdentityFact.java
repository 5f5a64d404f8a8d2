package io.fedbackup.reconciler.cluster;

import io.fedbackup.api.v1alpha1.ClusterLocation;
import io.fedbackup.api.v1alpha1.ConditionStatus;
import io.fedbackup.api.v1alpha1.LocationState;
import io.fedbackup.planning.outcome.Fact;
import io.fedbackup.planning.reason.Reason;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Condition {@code IdentityFederated}: believed only when a location has proved it. Pure. */
final class IdentityFact {
  static final String TYPE = "IdentityFederated";
  private static final Set<Reason> DISPROVED_BY =
      Set.of(Reason.IDENTITY_NOT_FEDERATED, Reason.IDENTITY_NOT_FOUND, Reason.TOKEN_NOT_PROJECTED);

  private IdentityFact() {}

  static Fact of(String clientId, ClusterLocations locations) {
    if (locations.valid() > 0) {
      return new Fact(TYPE, ConditionStatus.TRUE, Reason.IDENTITY_FEDERATED, "");
    }
    for (ClusterLocation location : locations.all()) {
      Optional<Reason> reason =
          Reason.fromWireName(Objects.requireNonNullElse(location.reason(), ""))
              .filter(DISPROVED_BY::contains);
      if (location.state() == LocationState.FAILED && reason.isPresent()) {
        return new Fact(
            TYPE,
            ConditionStatus.FALSE,
            reason.get(),
            Objects.requireNonNullElse(location.message(), "") + " " + reason.get().remedy());
      }
    }
    if (clientId.isEmpty()) {
      return new Fact(
          TYPE,
          ConditionStatus.FALSE,
          Reason.IDENTITY_NOT_FEDERATED,
          "Stork's service account has no annotation azure.workload.identity/client-id and its"
              + " Deployment no AZURE_CLIENT_ID. "
              + Reason.IDENTITY_NOT_FEDERATED.remedy());
    }
    return new Fact(
        TYPE,
        ConditionStatus.UNKNOWN,
        Reason.UNUSED,
        "identity " + clientId + " has not been tried: no BackupLocation selects the cluster yet");
  }
}
