package io.fedbackup.reconciler.backup;

import io.fedbackup.api.v1alpha1.Backup;
import io.fedbackup.planning.backup.Situation;
import io.fedbackup.planning.stork.BackupRules;
import io.fedbackup.planning.stork.Refusal;
import java.util.List;

/** What a Backup may not ask for. One that mirrors asks for nothing, it reports. */
final class BackupRefusals {
  private BackupRefusals() {}

  static List<Refusal> of(Backup backup) {
    if (Situation.mirrors(backup) || Situation.storkUid(backup).isPresent()) {
      return List.of();
    }
    return BackupRules.refusals(backup.getSpec(), backup.getMetadata().getNamespace());
  }
}
