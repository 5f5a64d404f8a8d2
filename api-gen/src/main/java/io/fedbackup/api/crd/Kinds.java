package io.fedbackup.api.crd;

import io.fabric8.kubernetes.client.CustomResource;
import io.fedbackup.api.v1alpha1.ApplicationCluster;
import io.fedbackup.api.v1alpha1.Backup;
import io.fedbackup.api.v1alpha1.BackupLocation;
import io.fedbackup.api.v1alpha1.BackupSchedule;
import io.fedbackup.api.v1alpha1.DriftReport;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.api.v1alpha1.Rule;
import io.fedbackup.api.v1alpha1.SchedulePolicy;
import java.util.List;

/** The kinds of the group. */
public final class Kinds {

  /** All kinds, what is named by others first. */
  public static final List<Class<? extends CustomResource<?, ?>>> ALL =
      List.of(
          ApplicationCluster.class,
          BackupLocation.class,
          SchedulePolicy.class,
          Rule.class,
          BackupSchedule.class,
          Backup.class,
          GitSync.class,
          DriftReport.class);

  private Kinds() {}
}
