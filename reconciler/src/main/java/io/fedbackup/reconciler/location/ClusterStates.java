package io.fedbackup.reconciler.location;

import io.fedbackup.api.v1alpha1.ClusterPhase;
import io.fedbackup.api.v1alpha1.LocationCluster;
import io.fedbackup.api.v1alpha1.LocationClusterBuilder;
import io.fedbackup.api.v1alpha1.LocationState;
import io.fedbackup.planning.outcome.Messages;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.planning.validation.Verdict;
import io.fedbackup.reconciler.remote.ClusterName;
import io.fedbackup.reconciler.remote.RemoteException;
import io.fedbackup.reconciler.remote.Usability;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the entries of {@code status.clusters}. What an earlier entry knows of the instruction and
 * of the last result is kept, whatever is the case now.
 *
 * @param cluster whose entry
 * @param previous the entry that the status has now; null if there is none
 */
record ClusterStates(ClusterName cluster, @Nullable LocationCluster previous) {

  static ClusterStates of(ClusterName cluster, Optional<LocationCluster> previous) {
    return new ClusterStates(cluster, previous.orElse(null));
  }

  /** The entry as it is, or that nothing is known yet. */
  LocationCluster unchanged(String message) {
    return previous != null ? previous : state(LocationState.PENDING, Reason.PROGRESSING, message);
  }

  LocationCluster notThere(LocationState state, Reason reason, String message) {
    return state(state, reason, message);
  }

  /** Why nothing can be done on a cluster now; empty if something can. */
  Optional<LocationCluster> unusable(Usability usability) {
    return switch (usability) {
      case Usability.Usable _ -> Optional.empty();
      case Usability.Suspended _ -> Optional.of(skipped(Reason.CLUSTER_SUSPENDED));
      case Usability.Removing _ -> Optional.of(skipped(Reason.CLUSTER_REMOVING));
      case Usability.Unusable unusable -> Optional.of(unusable(unusable));
    };
  }

  private LocationCluster unusable(Usability.Unusable unusable) {
    return switch (unusable.phase()) {
      case HIBERNATED -> skipped(Reason.CLUSTER_HIBERNATED);
      case REMOVING -> skipped(Reason.CLUSTER_REMOVING);
      case PENDING -> unchanged("the cluster was not reached yet");
      case ACTIVE, DISCONNECTED, NOT_AVAILABLE -> problem(unusable);
    };
  }

  /**
   * What was known of a cluster says nothing about the other one that answers in its place: that
   * the location is not there, for example, is no drift.
   */
  private LocationCluster problem(Usability.Unusable unusable) {
    ClusterStates known =
        unusable.reason() == Reason.CLUSTER_REPLACED ? new ClusterStates(cluster, null) : this;
    return known.state(LocationState.FAILED, clusterReason(unusable), unusable.message());
  }

  /**
   * A cluster that does not answer is unreachable to a location, whatever its own condition calls
   * it.
   */
  private static Reason clusterReason(Usability.Unusable unusable) {
    return unusable.phase() == ClusterPhase.NOT_AVAILABLE && unusable.reason() == Reason.UNKNOWN
        ? Reason.CLUSTER_UNREACHABLE
        : unusable.reason();
  }

  private LocationCluster skipped(Reason reason) {
    return state(LocationState.SKIPPED, reason, reason.meaning());
  }

  /** A request to the cluster failed. */
  LocationCluster failed(RemoteException cause) {
    String message = Messages.cut(cause.getMessage());
    return switch (cause) {
      case RemoteException.Unreachable _, RemoteException.Refused _ ->
          state(LocationState.FAILED, Reason.CLUSTER_UNREACHABLE, message);
      case RemoteException.Unauthorized _, RemoteException.Forbidden _ ->
          state(LocationState.FAILED, Reason.CREDENTIALS_REFUSED, message);
      case RemoteException.NotFound _ -> state(LocationState.FAILED, Reason.STORK_MISSING, message);
      case RemoteException.Invalid _ -> state(LocationState.FAILED, Reason.INTERNAL_ERROR, message);
      case RemoteException.Conflict _,
          RemoteException.AlreadyExists _,
          RemoteException.ServerFailure _ ->
          unchanged(message);
    };
  }

  /** The work ended in a mistake of ours. */
  LocationCluster broken() {
    return state(LocationState.FAILED, Reason.INTERNAL_ERROR, Reason.INTERNAL_ERROR.meaning());
  }

  /** The work did not end in time. */
  LocationCluster late() {
    return state(
        LocationState.FAILED,
        Reason.CLUSTER_UNREACHABLE,
        "cluster " + cluster.name() + " did not answer in time");
  }

  LocationCluster validating(String message) {
    return state(
        LocationState.VALIDATING,
        Reason.VALIDATING,
        message.isBlank() ? "an agent on cluster " + cluster.name() + " is proving it" : message);
  }

  LocationCluster verdict(Verdict verdict, Instant at) {
    LocationCluster entry =
        verdict.valid()
            ? builder(LocationState.VALID).build()
            : builder(LocationState.FAILED)
                .reason(verdict.reason().wireName())
                .message(verdict.message())
                .remedy(verdict.remedy())
                .build();
    return LocationClusterBuilder.builder(entry)
        .lastValidationTime(at.toString())
        .identity(verdict.identity())
        .build();
  }

  private LocationCluster state(LocationState state, Reason reason, String message) {
    boolean problem = state == LocationState.FAILED || state == LocationState.LEAVING;
    return builder(state)
        .reason(reason.wireName())
        .message(Messages.cut(problem ? withoutRemedy(reason, message) : message))
        .remedy(problem ? reason.remedy() : null)
        .build();
  }

  /** The remedy has a field of its own. */
  private static String withoutRemedy(Reason reason, String message) {
    return message.endsWith(reason.remedy())
        ? message
            .substring(0, message.length() - reason.remedy().length())
            .replaceAll("[.;]? *$", "")
        : message;
  }

  private LocationClusterBuilder builder(LocationState state) {
    LocationClusterBuilder builder =
        LocationClusterBuilder.builder()
            .namespace(cluster.namespace())
            .name(cluster.name())
            .state(state);
    if (previous != null) {
      builder
          .storkName(previous.storkName())
          .storkUID(previous.storkUID())
          .identity(previous.identity())
          .lastValidationTime(previous.lastValidationTime());
    }
    return builder;
  }

  /** The entry with what stands on the cluster. */
  static LocationCluster standing(LocationCluster entry, String storkName, String storkUid) {
    return LocationClusterBuilder.builder(entry).storkName(storkName).storkUID(storkUid).build();
  }
}
