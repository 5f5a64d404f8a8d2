package io.fedbackup.api.v1alpha1;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** A path in a Git repository that becomes objects of this group. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Plural("gitsyncs")
@ShortNames("fbgs")
public class GitSync extends CustomResource<GitSyncSpec, GitSyncStatus> implements Namespaced {

  @Override
  protected @Nullable GitSyncSpec initSpec() {
    return null;
  }

  @Override
  protected @Nullable GitSyncStatus initStatus() {
    return null;
  }
}
