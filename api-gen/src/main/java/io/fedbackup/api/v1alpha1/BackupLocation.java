package io.fedbackup.api.v1alpha1;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** One container of an object store that backups go to, believed per cluster. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Plural("backuplocations")
@ShortNames("fbbl")
public class BackupLocation extends CustomResource<BackupLocationSpec, BackupLocationStatus>
    implements Namespaced {

  @Override
  protected @Nullable BackupLocationSpec initSpec() {
    return null;
  }

  @Override
  protected @Nullable BackupLocationStatus initStatus() {
    return null;
  }
}
