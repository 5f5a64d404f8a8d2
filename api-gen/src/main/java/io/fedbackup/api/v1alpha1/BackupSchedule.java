package io.fedbackup.api.v1alpha1;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** What is backed up, when and where to, on a fleet of clusters. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Plural("backupschedules")
@ShortNames("fbbs")
public class BackupSchedule extends CustomResource<BackupScheduleSpec, BackupScheduleStatus>
    implements Namespaced {

  @Override
  protected @Nullable BackupScheduleSpec initSpec() {
    return null;
  }

  @Override
  protected @Nullable BackupScheduleStatus initStatus() {
    return null;
  }
}
