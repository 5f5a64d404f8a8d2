package io.fedbackup.api.v1alpha1;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** One backup on one cluster. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Plural("backups")
@ShortNames("fbb")
public class Backup extends CustomResource<BackupSpec, BackupStatus> implements Namespaced {

  @Override
  protected @Nullable BackupSpec initSpec() {
    return null;
  }

  @Override
  protected @Nullable BackupStatus initStatus() {
    return null;
  }
}
