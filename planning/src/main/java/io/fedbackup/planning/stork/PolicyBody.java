package io.fedbackup.planning.stork;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fedbackup.api.v1alpha1.SchedulePolicySpec;
import org.jspecify.annotations.Nullable;

/** The {@code policy} of Stork's SchedulePolicy. */
final class PolicyBody {
  private static final String INCREMENTALS = "portworx.io/cloudsnap-incremental-count";

  private PolicyBody() {}

  /**
   * What Stork knows: one day of the week, one date of the month.
   *
   * @throws IllegalArgumentException if the policy was to be refused
   */
  static ObjectNode of(SchedulePolicySpec ours) {
    if (!PolicyRules.refusals(ours).isEmpty()) {
      throw new IllegalArgumentException("refused policies are never written");
    }
    var policy = JsonNodeFactory.instance.objectNode();
    if (ours.interval() != null) {
      var interval = policy.putObject("interval").put("intervalMinutes", ours.interval().minutes());
      rest(interval, ours.interval().retain(), ours.interval().incrementals());
    }
    if (ours.daily() != null) {
      var daily = policy.putObject("daily").put("time", KitchenTime.of(ours.daily().time()));
      rest(daily, ours.daily().retain(), ours.daily().incrementals());
    }
    if (ours.weekly() != null) {
      var weekly = policy.putObject("weekly").put("day", ours.weekly().days().getFirst().wire());
      weekly.put("time", KitchenTime.of(ours.weekly().time()));
      rest(weekly, ours.weekly().retain(), ours.weekly().incrementals());
    }
    if (ours.monthly() != null) {
      var monthly = policy.putObject("monthly").put("date", ours.monthly().dates().getFirst());
      monthly.put("time", KitchenTime.of(ours.monthly().time()));
      rest(monthly, ours.monthly().retain(), ours.monthly().incrementals());
    }
    return policy;
  }

  private static void rest(ObjectNode into, int retain, @Nullable Integer incrementals) {
    into.put("retain", retain);
    if (incrementals != null) {
      into.putObject("options").put(INCREMENTALS, incrementals.toString());
    }
  }
}
