package io.fedbackup.reconciler.backup;

import io.fedbackup.api.v1alpha1.StorkReference;
import io.fedbackup.planning.outcome.Messages;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.planning.stork.NamespaceChoice;
import io.fedbackup.planning.stork.ProtectedNamespaces;
import io.fedbackup.planning.stork.StorkDocuments;
import io.fedbackup.planning.stork.Target;
import io.fedbackup.reconciler.instruction.Caches;
import io.fedbackup.reconciler.instruction.NotPossible;
import io.fedbackup.reconciler.instruction.ReferenceCheck;
import io.fedbackup.reconciler.instruction.StandingInstructions.Standing;
import io.fedbackup.reconciler.instruction.StorkKinds;
import io.fedbackup.reconciler.remote.RemoteException;
import io.fedbackup.reconciler.remote.RemoteKinds;
import java.util.function.UnaryOperator;
import org.libopenstorage.stork.v1alpha1.ApplicationBackup;

/**
 * The ApplicationBackup of a Backup on demand. Everything that it refers to was found.
 *
 * @param one the Backup
 * @param choice its namespaces on the cluster
 * @param found what it refers to
 * @param document what is created
 */
record OnDemand(
    OneBackup one, NamespaceChoice choice, ReferenceCheck.Found found, ApplicationBackup document) {

  /**
   * Checks and renders.
   *
   * @throws NotPossible if it cannot be made now
   */
  static OnDemand of(OneBackup one) {
    var cluster = one.cluster();
    if (!cluster.usability().usable()) {
      throw new NotPossible(
          Reason.WAITING_FOR_CLUSTER,
          "Backup "
              + one.backup().getMetadata().getName()
              + ": cluster "
              + cluster.key().name()
              + " takes no instructions now; "
              + Reason.WAITING_FOR_CLUSTER.remedy());
    }
    var spec = one.backup().getSpec();
    var found =
        new ReferenceCheck(one.catalogue(), one.backup().getMetadata().getNamespace())
            .find(cluster, spec.template(), spec.locationRef());
    found.requireValid();
    var choice = choice(one);
    var target = new Target(cluster.installation(), cluster.identity().orElseThrow());
    return new OnDemand(
        one, choice, found, new StorkDocuments(target).backup(one.backup(), choice, found.names()));
  }

  StorkReference reference() {
    var metadata = document.getMetadata();
    return new StorkReference(metadata.getNamespace(), metadata.getName(), null);
  }

  /** Makes the rules stand, then creates it; one that is there already is returned. */
  ApplicationBackup create() {
    var cluster = one.cluster();
    var documents =
        new StorkDocuments(new Target(cluster.installation(), cluster.identity().orElseThrow()));
    for (var rule : found.rules()) {
      one.instructions()
          .ensure(
              cluster,
              new Standing<>(
                  StorkKinds.RULES,
                  documents.rule(rule),
                  null,
                  one.regarding(),
                  UnaryOperator.identity()));
    }
    try {
      return cluster.create(document);
    } catch (RemoteException.AlreadyExists e) {
      var metadata = document.getMetadata();
      return cluster
          .read(ApplicationBackup.class, metadata.getNamespace(), metadata.getName())
          .orElseThrow(() -> e);
    }
  }

  private static NamespaceChoice choice(OneBackup one) {
    var cluster = one.cluster();
    var present =
        Caches.synced(cluster, RemoteKinds.NAMESPACES).list().stream()
            .map(namespace -> namespace.getMetadata().getName())
            .toList();
    var choice =
        NamespaceChoice.of(
            one.backup().getSpec().template(),
            present,
            new ProtectedNamespaces(cluster.stork().namespace()));
    return switch (choice) {
      case NamespaceChoice.NoneThere none ->
          throw new NotPossible(
              Reason.NAMESPACES_MISSING,
              "spec.namespaces: none of "
                  + Messages.list(none.missing(), 5)
                  + " exists on cluster "
                  + cluster.key().name()
                  + "; "
                  + Reason.NAMESPACES_MISSING.remedy());
      case NamespaceChoice.Refused refused ->
          throw new NotPossible(
              Reason.INVALID_SPEC,
              "spec.namespaces: "
                  + Messages.list(refused.refused(), 5)
                  + " must not be backed up on cluster "
                  + cluster.key().name()
                  + "; "
                  + Reason.INVALID_SPEC.remedy());
      default -> choice;
    };
  }
}
