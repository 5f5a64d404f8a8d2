package io.fedbackup.gitsync.cli;

import io.fedbackup.gitsync.plan.Applicant;
import io.fedbackup.gitsync.plan.Change;
import io.fedbackup.gitsync.plan.Neighbours;
import io.fedbackup.gitsync.plan.Observed;
import io.fedbackup.gitsync.plan.Possession;
import io.fedbackup.gitsync.plan.PruneGuard;
import io.fedbackup.gitsync.validate.ObjectKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * As {@code fedbackup apply} does it.
 *
 * @param defaultNamespace of the command line's owner, too
 * @param onlyNamespace what {@code --namespace} says
 */
record CommandLineApplicant(
    String defaultNamespace, Optional<String> onlyNamespace, OwnerOptions options)
    implements Applicant {
  @Override
  public Possession possession() {
    return Possession.withoutInventory(options.in(defaultNamespace));
  }

  @Override
  public PruneGuard guard() {
    return options.guard();
  }

  @Override
  public Set<String> confirmed() {
    return options.confirmed();
  }

  @Override
  public boolean takesOver(Change change) {
    return true;
  }

  @Override
  public Set<ObjectKey> staying(Set<ObjectKey> keys) {
    return options.prune() ? Set.of() : keys;
  }

  @Override
  public Neighbours neighbours(Observed observed, Set<ObjectKey> wanted) {
    return Neighbours.none();
  }

  @Override
  public List<String> notes() {
    return List.of();
  }
}
