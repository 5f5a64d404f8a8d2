package io.fedbackup.reconciler.instruction;

import io.fedbackup.api.v1alpha1.AzureLocation;
import io.fedbackup.api.v1alpha1.BackupLocation;
import io.fedbackup.api.v1alpha1.BackupTemplate;
import io.fedbackup.api.v1alpha1.LocationCluster;
import io.fedbackup.api.v1alpha1.LocationState;
import io.fedbackup.api.v1alpha1.ObjectReference;
import io.fedbackup.api.v1alpha1.Rule;
import io.fedbackup.planning.location.LocationRules;
import io.fedbackup.planning.naming.ObjectName;
import io.fedbackup.planning.naming.StorkNames;
import io.fedbackup.planning.outcome.Messages;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.planning.stork.References;
import io.fedbackup.planning.usage.UsageRules;
import io.fedbackup.reconciler.remote.ClusterName;
import io.fedbackup.reconciler.remote.RemoteCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a backup refers to must be there before anything is written: Stork hangs where it should
 * fail.
 */
public final class ReferenceCheck {
  private static final int LISTED_CLUSTERS = 100;
  private static final int LONGEST_WHY = 250;

  private final Catalogue catalogue;
  private final String namespace;

  /**
   * For the objects of one namespace.
   *
   * @param namespace of the object that refers to others
   */
  public ReferenceCheck(Catalogue catalogue, String namespace) {
    this.catalogue = catalogue;
    this.namespace = namespace;
  }

  /**
   * What was found.
   *
   * @param names Stork's names of what is referred to
   * @param rules the rules that have to stand on the cluster
   * @param invalid why the location cannot be used on the cluster now; null if it is Valid
   */
  public record Found(References names, List<Rule> rules, @Nullable NotPossible invalid) {
    /** Copies the list. */
    public Found {
      rules = List.copyOf(rules);
    }

    /**
     * Fails unless the location is Valid on the cluster.
     *
     * @throws NotPossible with what the location's status says
     */
    public void requireValid() {
      if (invalid != null) {
        throw invalid;
      }
    }
  }

  /**
   * Looks for location and rules.
   *
   * @throws NotPossible if one is missing or cannot be used
   */
  public Found find(RemoteCluster cluster, BackupTemplate template, ObjectReference locationRef) {
    var location =
        catalogue
            .location(name(locationRef))
            .orElseThrow(
                () -> missing(Reason.LOCATION_NOT_FOUND, "BackupLocation", locationRef.name()));
    var azure = accepted(location);
    var names = new StorkNames(cluster.installation());
    var rules = new ArrayList<Rule>();
    var pre = rule(template.preRuleRef(), false, rules);
    var post = rule(template.postRuleRef(), true, rules);
    return new Found(
        new References(
            names.location(name(locationRef), azure.storageAccount(), azure.container()),
            pre == null ? null : names.rule(pre),
            post == null ? null : names.rule(post)),
        rules,
        invalid(location, cluster.key()));
  }

  /**
   * What a location asks for and does not get is not ignored: nothing new is made with it, whatever
   * its clusters' states said before.
   */
  private static AzureLocation accepted(BackupLocation location) {
    var metadata = location.getMetadata();
    var spec = location.getSpec();
    var refusals = LocationRules.refusals(spec, metadata.getNamespace());
    var azure = spec.azure();
    if (azure == null || !refusals.isEmpty()) {
      throw new NotPossible(
          Reason.LOCATION_NOT_VALID,
          "BackupLocation "
              + metadata.getNamespace()
              + "/"
              + metadata.getName()
              + " is refused: "
              + refusals.getFirst().text()
              + "; "
              + refusals.getFirst().reason().remedy());
    }
    return azure;
  }

  private @Nullable ObjectName rule(
      @Nullable ObjectReference reference, boolean after, List<Rule> into) {
    if (reference == null) {
      return null;
    }
    var rule =
        catalogue
            .rule(name(reference))
            .orElseThrow(() -> missing(Reason.RULE_NOT_FOUND, "Rule", reference.name()));
    var background =
        rule.getSpec().rules().stream()
            .flatMap(item -> item.actions().stream())
            .anyMatch(action -> action.background());
    if (after && background) {
      throw new NotPossible(
          Reason.RULE_NOT_READY,
          "Rule "
              + name(reference)
              + " has a background action, which Stork refuses after a backup; "
              + Reason.RULE_NOT_READY.remedy());
    }
    var refusals = UsageRules.refusals(rule.getSpec());
    if (!refusals.isEmpty()) {
      throw new NotPossible(
          Reason.RULE_NOT_READY,
          "Rule "
              + name(reference)
              + ": "
              + refusals.getFirst().text()
              + "; "
              + Reason.RULE_NOT_READY.remedy());
    }
    into.add(rule);
    return name(reference);
  }

  private @Nullable NotPossible invalid(BackupLocation location, ClusterName cluster) {
    var there = state(location, cluster);
    if (there.isEmpty() && onlyValidLeftOut(location)) {
      return null;
    }
    if (there.map(LocationCluster::state).filter(LocationState.VALID::equals).isPresent()) {
      return null;
    }
    var why =
        there
            .map(state -> state.state() + " " + Objects.requireNonNullElse(state.message(), ""))
            .orElse("not reported yet");
    return new NotPossible(
        Reason.LOCATION_NOT_VALID,
        Messages.cut(
            "BackupLocation "
                + location.getMetadata().getNamespace()
                + "/"
                + location.getMetadata().getName()
                + " is not Valid on cluster "
                + cluster.name()
                + ": "
                + Messages.cut(why, LONGEST_WHY)
                + "; "
                + Reason.LOCATION_NOT_VALID.remedy()));
  }

  /** A status lists a hundred clusters, problems first: after a Valid one come only Valid ones. */
  private static boolean onlyValidLeftOut(BackupLocation location) {
    var status = location.getStatus();
    return status != null
        && status.clusters().size() >= LISTED_CLUSTERS
        && status.clusters().getLast().state() == LocationState.VALID;
  }

  private static Optional<LocationCluster> state(BackupLocation location, ClusterName cluster) {
    var status = location.getStatus();
    return status == null
        ? Optional.empty()
        : status.clusters().stream()
            .filter(
                entry ->
                    entry.namespace().equals(cluster.namespace())
                        && entry.name().equals(cluster.name()))
            .findFirst();
  }

  private ObjectName name(ObjectReference reference) {
    return new ObjectName(namespace, reference.name());
  }

  private NotPossible missing(Reason reason, String kind, String name) {
    return new NotPossible(
        reason,
        kind + " " + namespace + "/" + name + ": " + reason.meaning() + " " + reason.remedy());
  }
}
