package io.fedbackup.api.v1alpha1;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** One cluster that runs Stork and gets instructions. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Plural("applicationclusters")
@ShortNames("fbac")
public class ApplicationCluster
    extends CustomResource<ApplicationClusterSpec, ApplicationClusterStatus> implements Namespaced {

  @Override
  protected @Nullable ApplicationClusterSpec initSpec() {
    return null;
  }

  @Override
  protected @Nullable ApplicationClusterStatus initStatus() {
    return null;
  }
}
