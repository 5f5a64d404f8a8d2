package io.fedbackup.reconciler.cluster;

import io.fedbackup.api.v1alpha1.Annotations;
import io.fedbackup.api.v1alpha1.ApplicationCluster;
import io.fedbackup.api.v1alpha1.ApplicationClusterStatus;
import io.fedbackup.api.v1alpha1.Confirmation;
import io.fedbackup.planning.naming.Hash;
import io.fedbackup.planning.outcome.Requests;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.reconciler.remote.Contact;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Judges which cluster stands behind an object. Pure. */
final class ClusterAssessment {
  private static final int TOKEN_DIGITS = 16;
  private static final Duration DUPLICATE_SAFETY_NET = Duration.ofSeconds(30);
  private static final Comparator<ApplicationCluster> BY_AGE =
      Comparator.comparing(
              (ApplicationCluster cluster) ->
                  Objects.requireNonNullElse(cluster.getMetadata().getCreationTimestamp(), ""))
          .thenComparingInt(ClusterAssessment::standing)
          .thenComparing(cluster -> cluster.getMetadata().getUid());

  private ClusterAssessment() {}

  /**
   * The UID that the cluster must have: the known one, unless a person confirmed another.
   *
   * @return null before the first contact
   */
  static @Nullable String expectedUid(ApplicationCluster cluster, Contact contact) {
    String known = knownUid(cluster);
    if (contact instanceof Contact.Reached reached) {
      boolean other = known != null && !known.equals(reached.clusterUid());
      boolean confirmed =
          known != null && token(cluster, known, reached).equals(confirmation(cluster));
      return other && !confirmed ? known : reached.clusterUid();
    }
    return known;
  }

  static @Nullable String knownUid(ApplicationCluster cluster) {
    ApplicationClusterStatus status = cluster.getStatus();
    return status == null ? null : status.clusterUID();
  }

  /** Another cluster than the expected one answers; empty if it is the one. */
  static Optional<Verdict> replaced(
      ApplicationCluster cluster, @Nullable String expected, Contact.Reached reached) {
    if (expected == null || expected.equals(reached.clusterUid())) {
      return Optional.empty();
    }
    String token = token(cluster, expected, reached);
    String message =
        "the UID of kube-system was "
            + expected
            + " and is "
            + reached.clusterUid()
            + "; nothing is written. To accept the new cluster set annotation "
            + Annotations.CONFIRM
            + ": "
            + token;
    return Optional.of(
        Verdict.foreign(
            Reason.CLUSTER_REPLACED,
            message,
            null,
            new Confirmation(token, Reason.CLUSTER_REPLACED.wireName(), message)));
  }

  private static String token(
      ApplicationCluster cluster, String expected, Contact.Reached reached) {
    return Hash.hex(
        String.join(
            "/",
            Reason.CLUSTER_REPLACED.wireName(),
            cluster.getMetadata().getUid(),
            expected,
            reached.clusterUid()),
        TOKEN_DIGITS);
  }

  private static String confirmation(ApplicationCluster cluster) {
    return annotation(cluster, Annotations.CONFIRM).orElse("");
  }

  /** What somebody asked for last, as the status has it when served. */
  static Optional<String> requestedAt(ApplicationCluster cluster) {
    return Optional.ofNullable(Requests.requestedAt(cluster.getMetadata().getAnnotations()));
  }

  static Optional<String> annotation(ApplicationCluster cluster, String name) {
    Map<String, String> annotations = cluster.getMetadata().getAnnotations();
    return annotations == null ? Optional.empty() : Optional.ofNullable(annotations.get(name));
  }

  /**
   * An older object stands for the same cluster; empty if none does.
   *
   * @param uidOf which cluster stands behind another object, as far as is known
   */
  static Optional<Verdict> duplicate(
      ApplicationCluster cluster,
      String uid,
      Stream<ApplicationCluster> others,
      Function<ApplicationCluster, Optional<String>> uidOf) {
    return others
        .filter(other -> !other.getMetadata().getUid().equals(cluster.getMetadata().getUid()))
        .filter(other -> uidOf.apply(other).filter(uid::equals).isPresent())
        .filter(other -> sameAdminNamespace(other, cluster))
        .filter(other -> BY_AGE.compare(other, cluster) < 0)
        .min(BY_AGE)
        .map(ClusterAssessment::duplicateOf);
  }

  /** Of two that were made in the same second the one that stands for the cluster already stays. */
  private static int standing(ApplicationCluster cluster) {
    ApplicationClusterStatus status = cluster.getStatus();
    if (status == null || status.clusterUID() == null) {
      return 1;
    }
    return Reason.DUPLICATE_CLUSTER.wireName().equals(status.reason()) ? 2 : 0;
  }

  private static boolean sameAdminNamespace(ApplicationCluster one, ApplicationCluster other) {
    return one.getSpec().stork().adminNamespace().equals(other.getSpec().stork().adminNamespace());
  }

  private static Verdict duplicateOf(ApplicationCluster older) {
    String message =
        "ApplicationCluster "
            + older.getMetadata().getNamespace()
            + "/"
            + older.getMetadata().getName()
            + " is older and stands for the same cluster. "
            + Reason.DUPLICATE_CLUSTER.remedy();
    return Verdict.foreign(Reason.DUPLICATE_CLUSTER, message, DUPLICATE_SAFETY_NET, null);
  }
}
