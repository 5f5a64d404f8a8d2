package io.fedbackup.gitsync.cli;

import io.fedbackup.gitsync.plan.Owner;
import io.fedbackup.gitsync.plan.PruneGuard;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of apply, and of a plan for it: whose objects they are, and what may be removed. */
final class OwnerOptions {
  @Option(
      names = "--owner",
      paramLabel = "NAME",
      defaultValue = "default",
      description =
          "Name under which objects are kept apart from those of other directories (default: default).")
  private String owner = "default";

  @Option(
      names = "--prune",
      description = "Remove objects of this owner that are not in the directory.")
  private boolean prune;

  @Option(
      names = "--prune-maximum",
      paramLabel = "PERCENT",
      defaultValue = "20",
      description =
          "At most this part of the owner's objects is removed at once, rounded up and at least one (default: 20).")
  private int pruneMaximum = 20;

  @Option(
      names = "--confirm",
      paramLabel = "TOKEN",
      description = "Remove more than --prune-maximum: the token that the refusal showed.")
  private @Nullable String confirm;

  /**
   * Says whether the values make sense.
   *
   * @throws IllegalArgumentException where they do not
   */
  void check() {
    if (!owner.matches("[a-z0-9]([-a-z0-9]{0,52}[a-z0-9])?")
        || pruneMaximum < 0
        || pruneMaximum > 100) {
      throw new IllegalArgumentException(
          "--owner must be a name of at most 54 characters, --prune-maximum between 0 and 100");
    }
  }

  /** Whether one of them was given. */
  boolean areGiven() {
    return prune || confirm != null || !owner.equals("default") || pruneMaximum != 20;
  }

  boolean prune() {
    return prune;
  }

  Owner in(String namespace) {
    return Owner.ofCommandLine(namespace, owner);
  }

  PruneGuard guard() {
    return new PruneGuard(prune, pruneMaximum);
  }

  Set<String> confirmed() {
    return confirm == null ? Set.of() : Set.of(confirm);
  }
}
