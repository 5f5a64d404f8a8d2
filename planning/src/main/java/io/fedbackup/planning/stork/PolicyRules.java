package io.fedbackup.planning.stork;

import io.fedbackup.api.v1alpha1.SchedulePolicySpec;
import io.fedbackup.planning.reason.Reason;
import java.util.ArrayList;
import java.util.List;

/** What a SchedulePolicy may not ask for: refused, not approximated. */
public final class PolicyRules {
  /** Stork skips months that lack a date, so later ones are no monthly backup. */
  private static final int LAST_DATE = 28;

  private PolicyRules() {}

  /** All refusals, in the order of the fields. */
  public static List<Refusal> refusals(SchedulePolicySpec policy) {
    var refusals = new ArrayList<Refusal>();
    var weekly = policy.weekly();
    if (weekly != null && weekly.days().size() > 1) {
      refusals.add(
          new Refusal(
              "spec.weekly.days[1]",
              Reason.NOT_YET_SUPPORTED,
              "only one day can be given for now"));
    }
    var monthly = policy.monthly();
    if (monthly != null && monthly.dates().size() > 1) {
      refusals.add(
          new Refusal(
              "spec.monthly.dates[1]",
              Reason.NOT_YET_SUPPORTED,
              "only one date can be given for now"));
    }
    for (int i = 0; monthly != null && i < monthly.dates().size(); i++) {
      if (monthly.dates().get(i) > LAST_DATE) {
        refusals.add(
            new Refusal(
                "spec.monthly.dates[" + i + "]",
                Reason.NOT_SUPPORTED_BY_STORK,
                "dates 1 to 28 are allowed; Stork skips months that lack a later one"));
      }
    }
    if (policy.interval() == null && policy.daily() == null && weekly == null && monthly == null) {
      refusals.add(
          new Refusal(
              "spec",
              Reason.INVALID_SPEC,
              "at least one of interval, daily, weekly and monthly is needed"));
    }
    return List.copyOf(refusals);
  }
}
