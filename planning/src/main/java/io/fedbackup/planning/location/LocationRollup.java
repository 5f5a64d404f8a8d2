package io.fedbackup.planning.location;

import io.fedbackup.api.v1alpha1.LocationCluster;
import io.fedbackup.api.v1alpha1.LocationPhase;
import io.fedbackup.api.v1alpha1.LocationState;
import io.fedbackup.api.v1alpha1.StateCount;
import io.fedbackup.planning.outcome.Outcome;
import io.fedbackup.planning.reason.Reason;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a location is doing on all clusters together.
 *
 * @param phase of the location
 * @param outcome for the conditions
 * @param valid clusters on which it is Valid
 * @param total clusters that count: hibernated, suspended, removed and leaving ones do not
 * @param counts clusters per state and reason
 * @param clusters problems first, at most 100
 */
public record LocationRollup(
    LocationPhase phase,
    Outcome outcome,
    int valid,
    int total,
    List<StateCount> counts,
    List<LocationCluster> clusters) {
  private static final int MOST_CLUSTERS = 100;
  private static final int MOST_COUNTS = 64;
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(5);

  /** Problems first; those that are going next, because nothing else remembers them. */
  private static final List<LocationState> ORDER =
      List.of(
          LocationState.FAILED,
          LocationState.LEAVING,
          LocationState.VALIDATING,
          LocationState.PENDING,
          LocationState.SKIPPED,
          LocationState.VALID);

  private static final Comparator<LocationCluster> PROBLEMS_FIRST =
      Comparator.comparingInt((LocationCluster cluster) -> ORDER.indexOf(cluster.state()))
          .thenComparing(LocationCluster::namespace)
          .thenComparing(LocationCluster::name);

  /** Copies the lists. */
  public LocationRollup {
    counts = List.copyOf(counts);
    clusters = List.copyOf(clusters);
  }

  /** Rolls up the states of all clusters, also of those that do not count. */
  public static LocationRollup of(Collection<LocationCluster> states) {
    List<LocationCluster> sorted = states.stream().sorted(PROBLEMS_FIRST).toList();
    List<LocationCluster> counted = sorted.stream().filter(LocationRollup::counts).toList();
    int valid = number(counted, LocationState.VALID);
    return new LocationRollup(
        phase(counted, valid),
        outcome(sorted, counted, valid),
        valid,
        counted.size(),
        countsOf(sorted),
        sorted.stream().limit(MOST_CLUSTERS).toList());
  }

  private static boolean counts(LocationCluster cluster) {
    return cluster.state() != LocationState.SKIPPED && cluster.state() != LocationState.LEAVING;
  }

  private static LocationPhase phase(List<LocationCluster> counted, int valid) {
    int failed = number(counted, LocationState.FAILED);
    if (counted.isEmpty()) {
      return LocationPhase.PENDING;
    }
    if (valid == counted.size()) {
      return LocationPhase.VALID;
    }
    if (valid > 0) {
      return LocationPhase.PARTIALLY_VALID;
    }
    if (failed > 0) {
      return LocationPhase.INVALID;
    }
    return number(counted, LocationState.VALIDATING) > 0
        ? LocationPhase.VALIDATING
        : LocationPhase.PENDING;
  }

  private static Outcome outcome(
      List<LocationCluster> all, List<LocationCluster> counted, int valid) {
    if (counted.isEmpty()) {
      return noCluster(all);
    }
    if (valid == counted.size()) {
      return Outcome.done(
          Reason.VALID, "%d of %d clusters can use it".formatted(valid, counted.size()));
    }
    LocationCluster first = counted.getFirst();
    Reason reason = reason(first.reason());
    String message = message(first, counted.size() - valid, counted.size());
    return first.state() == LocationState.FAILED
        ? Outcome.failed(reason, message)
        : Outcome.waiting(reason, message, LOOK_AGAIN);
  }

  private static Outcome noCluster(List<LocationCluster> all) {
    return all.stream()
        .filter(cluster -> cluster.state() == LocationState.SKIPPED)
        .findFirst()
        .map(
            skipped ->
                Outcome.waiting(
                    reason(skipped.reason()),
                    "no cluster counts; cluster %s: %s".formatted(skipped.name(), text(skipped)),
                    LOOK_AGAIN))
        .orElseGet(
            () ->
                Outcome.waiting(
                    Reason.NO_CLUSTER,
                    "spec.clusters selects no ApplicationCluster. " + Reason.NO_CLUSTER.remedy(),
                    LOOK_AGAIN));
  }

  private static String message(LocationCluster first, int notValid, int total) {
    String what = "cluster %s: %s".formatted(first.name(), text(first));
    return notValid == 1
        ? what
        : what + " (%d of %d clusters not valid)".formatted(notValid, total);
  }

  private static String text(LocationCluster cluster) {
    String message = nonNull(cluster.message());
    String remedy = nonNull(cluster.remedy());
    String said = message.isEmpty() ? cluster.state().wire() : message;
    if (!remedy.isEmpty()) {
      return said + ". " + remedy;
    }
    Reason reason = reason(cluster.reason());
    return said.contains(reason.remedy()) ? said : reason.advise(said);
  }

  private static List<StateCount> countsOf(List<LocationCluster> all) {
    Map<Key, Integer> counts = new TreeMap<>();
    all.forEach(cluster -> counts.merge(Key.of(cluster), 1, Integer::sum));
    return counts.entrySet().stream()
        .map(
            entry ->
                new StateCount(
                    entry.getKey().state().wire(), entry.getKey().reason(), entry.getValue()))
        .limit(MOST_COUNTS)
        .toList();
  }

  private static int number(List<LocationCluster> clusters, LocationState state) {
    return (int) clusters.stream().filter(cluster -> cluster.state() == state).count();
  }

  private static Reason reason(@Nullable String wireName) {
    return Reason.fromWireName(nonNull(wireName)).orElse(Reason.UNKNOWN);
  }

  private static String nonNull(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }

  private record Key(LocationState state, String reason) implements Comparable<Key> {
    static Key of(LocationCluster cluster) {
      return new Key(cluster.state(), nonNull(cluster.reason()));
    }

    @Override
    public int compareTo(Key other) {
      int byState = Integer.compare(ORDER.indexOf(state), ORDER.indexOf(other.state));
      return byState != 0 ? byState : reason.compareTo(other.reason);
    }
  }
}
