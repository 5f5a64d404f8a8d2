package io.fedbackup.planning.usage;

import io.fedbackup.api.v1alpha1.RuleItem;
import io.fedbackup.api.v1alpha1.RuleSpec;
import io.fedbackup.api.v1alpha1.SchedulePolicySpec;
import io.fedbackup.api.v1alpha1.SharedWith;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.planning.stork.PolicyRules;
import io.fedbackup.planning.stork.Refusal;
import java.util.ArrayList;
import java.util.List;

/** What a SchedulePolicy or a Rule may not ask for: refused, not approximated and not ignored. */
public final class UsageRules {
  private UsageRules() {}

  /** Refusals of a policy, in the order of the fields. */
  public static List<Refusal> refusals(SchedulePolicySpec policy) {
    List<Refusal> refusals = new ArrayList<>(PolicyRules.refusals(policy));
    shared(policy.sharedWith(), refusals);
    return List.copyOf(refusals);
  }

  /** Refusals of a rule wherever it is used, in the order of the fields. */
  public static List<Refusal> refusals(RuleSpec rule) {
    List<Refusal> refusals = new ArrayList<>();
    if (rule.rules().isEmpty()) {
      refusals.add(new Refusal("spec.rules", Reason.INVALID_SPEC, "at least one is needed"));
    }
    shared(rule.sharedWith(), refusals);
    return List.copyOf(refusals);
  }

  /** Refusals of a rule that is run after a backup: Stork runs nothing in the background there. */
  public static List<Refusal> refusalsAfterBackup(RuleSpec rule) {
    List<Refusal> refusals = new ArrayList<>();
    for (int i = 0; i < rule.rules().size(); i++) {
      RuleItem item = rule.rules().get(i);
      for (int j = 0; j < item.actions().size(); j++) {
        if (item.actions().get(j).background()) {
          refusals.add(
              new Refusal(
                  "spec.rules[%d].actions[%d].background".formatted(i, j),
                  Reason.NOT_SUPPORTED_BY_STORK,
                  "nothing runs in the background after a backup; only false is allowed there"));
        }
      }
    }
    return List.copyOf(refusals);
  }

  private static void shared(List<SharedWith> sharedWith, List<Refusal> into) {
    if (!sharedWith.isEmpty()) {
      into.add(
          new Refusal("spec.sharedWith", Reason.NOT_YET_SUPPORTED, "cannot be shared for now"));
    }
  }
}
