package io.fedbackup.gitsync.fleet;

import io.fedbackup.gitsync.validate.FleetRule;
import io.fedbackup.gitsync.validate.Manifest;
import java.util.List;

/**
 * All rules about what documents mean together. What they find are warnings: a repository need not
 * hold the whole fleet.
 */
public final class FleetRules implements FleetRule {

  @Override
  public void check(List<Manifest> manifests, Sink sink) {
    Fleet fleet = Fleet.of(manifests);
    SelectionRules.check(fleet, sink);
    ConflictingSchedules.check(fleet, sink);
    SharedContainers.check(fleet, sink);
  }
}
