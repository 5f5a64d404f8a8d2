package io.fedbackup.planning.outcome;

import io.fedbackup.api.v1alpha1.Condition;
import io.fedbackup.api.v1alpha1.ConditionStatus;
import io.fedbackup.planning.reason.Reason;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Computes an object's conditions: {@code Ready}, {@code Reconciling} and {@code Stalled} from the
 * outcome, then those of the kind's own. A condition keeps its {@code lastTransitionTime} as long
 * as its status stays.
 *
 * <ul>
 *   <li>done: Ready=True, Reconciling=False, Stalled=False
 *   <li>waiting, failed (it is tried again): Ready=False, Reconciling=True, Stalled=False
 *   <li>blocked: Ready=False, Reconciling=False, Stalled=True
 * </ul>
 *
 * @param previous the conditions that the object has now; null and empty are the same
 * @param generation the {@code metadata.generation} that was reconciled
 * @param now cut to seconds, as the Kubernetes API has it
 */
public record Conditions(
    @Nullable List<Condition> previous, @Nullable Long generation, Instant now) {

  /** Type of the condition that says whether everything is as asked for. */
  public static final String READY = "Ready";

  /** Type of the condition that says whether work goes on by itself. */
  public static final String RECONCILING = "Reconciling";

  /** Type of the condition that says whether somebody has to change something first. */
  public static final String STALLED = "Stalled";

  /** Copies what the caller may change afterwards. */
  public Conditions {
    previous = previous == null ? List.of() : List.copyOf(previous);
    now = now.truncatedTo(ChronoUnit.SECONDS);
  }

  /** All conditions of the object; those that are named neither here nor by the outcome go. */
  public List<Condition> of(Outcome outcome, Fact... own) {
    return of(outcome, List.of(own));
  }

  /** All conditions of the object; those that are named neither here nor by the outcome go. */
  public List<Condition> of(Outcome outcome, List<Fact> own) {
    List<Condition> all = new ArrayList<>();
    for (Fact fact : standard(outcome)) {
      all.add(condition(fact));
    }
    own.forEach(fact -> all.add(condition(fact)));
    return List.copyOf(all);
  }

  private static List<Fact> standard(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done done -> standard(ConditionStatus.TRUE, idle(), idle(), done);
      case Outcome.Waiting waiting -> standard(ConditionStatus.FALSE, waiting, idle(), waiting);
      case Outcome.Failed failed -> standard(ConditionStatus.FALSE, failed, idle(), failed);
      case Outcome.Blocked blocked ->
          List.of(
              new Fact(READY, ConditionStatus.FALSE, blocked.reason(), blocked.message()),
              // nothing goes on, and not because all is done
              new Fact(RECONCILING, ConditionStatus.FALSE, blocked.reason(), blocked.message()),
              active(STALLED, blocked));
    };
  }

  private static List<Fact> standard(
      ConditionStatus ready, Outcome reconciling, Outcome stalled, Outcome outcome) {
    return List.of(
        new Fact(READY, ready, outcome.reason(), outcome.message()),
        active(RECONCILING, reconciling),
        active(STALLED, stalled));
  }

  private static Fact active(String type, Outcome cause) {
    boolean active = !(cause instanceof Outcome.Done);
    return Fact.of(type, active, cause.reason(), cause.message());
  }

  private static Outcome idle() {
    return Outcome.done();
  }

  private Condition condition(Fact fact) {
    String since =
        find(previous, fact.type())
            .filter(old -> old.status() == fact.status())
            .map(Condition::lastTransitionTime)
            .orElse(now.toString());
    return new Condition(
        fact.type(),
        fact.status(),
        fact.reason().wireName(),
        Messages.cut(fact.message()),
        since,
        generation);
  }

  /** The condition of this type, if the object has it. */
  public static Optional<Condition> find(@Nullable List<Condition> conditions, String type) {
    return conditions == null
        ? Optional.empty()
        : conditions.stream().filter(condition -> type.equals(condition.type())).findFirst();
  }

  /** Whether the object has a condition of this type with status True. */
  public static boolean isTrue(@Nullable List<Condition> conditions, String type) {
    return find(conditions, type)
        .filter(condition -> condition.status() == ConditionStatus.TRUE)
        .isPresent();
  }

  /** The reason of the condition of this type, if it has one that we know. */
  public static Optional<Reason> reason(@Nullable List<Condition> conditions, String type) {
    return find(conditions, type).map(Condition::reason).flatMap(Reason::fromWireName);
  }
}
