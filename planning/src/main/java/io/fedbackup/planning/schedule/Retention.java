package io.fedbackup.planning.schedule;

import io.fedbackup.api.v1alpha1.SchedulePolicySpec;
import io.fedbackup.planning.stork.PastRun;
import io.fedbackup.planning.stork.RunName;
import io.fedbackup.planning.stork.RunName.PolicyType;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Stork's retention: it removes older runs only when more than {@code retain} of a part of the
 * policy ended {@code Successful}, so that {@code PartialSuccess} keeps everything.
 */
public final class Retention {
  private final Map<PolicyType, Integer> retain = new TreeMap<>();

  /** The retention of a policy. */
  public Retention(SchedulePolicySpec policy) {
    if (policy.interval() != null) {
      retain.put(PolicyType.INTERVAL, policy.interval().retain());
    }
    if (policy.daily() != null) {
      retain.put(PolicyType.DAILY, policy.daily().retain());
    }
    if (policy.weekly() != null) {
      retain.put(PolicyType.WEEKLY, policy.weekly().retain());
    }
    if (policy.monthly() != null) {
      retain.put(PolicyType.MONTHLY, policy.monthly().retain());
    }
  }

  /**
   * Retention cannot act.
   *
   * @param type the part of the policy
   * @param lastPartial name of the newest run that ended with partial success
   */
  public record Blocked(PolicyType type, String lastPartial) {}

  /**
   * Whether it would act if runs with partial success counted, and does not.
   *
   * @param listed the runs that Stork lists in its schedule
   */
  public Optional<Blocked> blocked(Collection<PastRun> listed) {
    return retain.entrySet().stream()
        .flatMap(part -> blocked(part.getKey(), part.getValue(), listed).stream())
        .findFirst();
  }

  private static Optional<Blocked> blocked(
      PolicyType type, int retain, Collection<PastRun> listed) {
    List<PastRun> runs = listed.stream().filter(run -> type == type(run)).toList();
    var successes = count(runs, "Successful");
    var enough = successes + count(runs, "PartialSuccess") > retain;
    return successes > retain || !enough
        ? Optional.empty()
        : runs.stream()
            .filter(run -> run.status().equals("PartialSuccess"))
            .max(Comparator.comparing(PastRun::startedAt))
            .map(run -> new Blocked(type, run.name()));
  }

  private static long count(List<PastRun> runs, String status) {
    return runs.stream().filter(run -> run.status().equals(status)).count();
  }

  private static @Nullable PolicyType type(PastRun run) {
    return RunName.parse(run.name()).map(RunName::type).orElse(null);
  }
}
