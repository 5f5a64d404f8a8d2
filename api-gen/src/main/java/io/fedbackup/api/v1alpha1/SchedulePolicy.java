package io.fedbackup.api.v1alpha1;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** When backups are taken, and how many are kept. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Plural("schedulepolicies")
@ShortNames("fbsp")
public class SchedulePolicy extends CustomResource<SchedulePolicySpec, SchedulePolicyStatus>
    implements Namespaced {

  @Override
  protected @Nullable SchedulePolicySpec initSpec() {
    return null;
  }

  @Override
  protected @Nullable SchedulePolicyStatus initStatus() {
    return null;
  }
}
