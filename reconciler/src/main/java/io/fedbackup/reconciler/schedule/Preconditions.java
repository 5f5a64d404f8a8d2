package io.fedbackup.reconciler.schedule;

import io.fedbackup.api.v1alpha1.SchedulePolicy;
import io.fedbackup.planning.outcome.Messages;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.planning.stork.NamespaceChoice;
import io.fedbackup.planning.stork.ProtectedNamespaces;
import io.fedbackup.planning.usage.UsageRules;
import io.fedbackup.reconciler.instruction.Caches;
import io.fedbackup.reconciler.instruction.NotPossible;
import io.fedbackup.reconciler.instruction.ReferenceCheck;
import io.fedbackup.reconciler.remote.RemoteKinds;
import java.util.Collection;

/**
 * What must be there before a schedule is written to a cluster.
 *
 * @param policy when it runs
 * @param found what else it refers to
 * @param choice its namespaces there
 */
record Preconditions(SchedulePolicy policy, ReferenceCheck.Found found, NamespaceChoice choice) {

  /**
   * Looks for it.
   *
   * @throws NotPossible if something is missing or refused
   */
  static Preconditions of(Work work) {
    var wish = work.wish();
    var refusal = wish.refusal();
    if (refusal != null) {
      throw new NotPossible(
          refusal.reason(),
          refusal.text()
              + "; what stands on the cluster stays as it is; "
              + refusal.reason().remedy());
    }
    var spec = wish.schedule().getSpec();
    var policy = policy(work);
    var found =
        new ReferenceCheck(wish.catalogue(), wish.namespace())
            .find(work.cluster(), spec.template(), spec.locationRef());
    return new Preconditions(policy, found, choice(work));
  }

  boolean noNamespace() {
    return choice instanceof NamespaceChoice.NoneThere;
  }

  private static SchedulePolicy policy(Work work) {
    var name = work.wish().schedule().getSpec().schedulePolicyRef().name();
    var policy =
        work.wish()
            .catalogue()
            .policy(work.wish().in(name))
            .orElseThrow(
                () ->
                    new NotPossible(
                        Reason.POLICY_NOT_FOUND,
                        "SchedulePolicy "
                            + work.wish().in(name)
                            + " does not exist; "
                            + Reason.POLICY_NOT_FOUND.remedy()));
    var refusals = UsageRules.refusals(policy.getSpec());
    if (!refusals.isEmpty()) {
      throw new NotPossible(
          Reason.POLICY_NOT_READY,
          "SchedulePolicy "
              + work.wish().in(name)
              + ": "
              + refusals.getFirst().text()
              + "; "
              + Reason.POLICY_NOT_READY.remedy());
    }
    return policy;
  }

  private static NamespaceChoice choice(Work work) {
    var cluster = work.cluster();
    Collection<String> present =
        Caches.synced(cluster, RemoteKinds.NAMESPACES).list().stream()
            .map(namespace -> namespace.getMetadata().getName())
            .toList();
    var choice =
        NamespaceChoice.of(
            work.wish().schedule().getSpec().template(),
            present,
            new ProtectedNamespaces(cluster.stork().namespace()));
    if (choice instanceof NamespaceChoice.Refused refused) {
      throw new NotPossible(
          Reason.INVALID_SPEC,
          "spec.template.namespaces: "
              + Messages.list(refused.refused(), 5)
              + " must not be backed up on cluster "
              + cluster.key().name()
              + "; take it out of the template");
    }
    return choice;
  }
}
