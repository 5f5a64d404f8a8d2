package io.fedbackup.api.v1alpha1;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** Commands that run in pods before or after a backup. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Plural("rules")
@ShortNames("fbrule")
public class Rule extends CustomResource<RuleSpec, RuleStatus> implements Namespaced {

  @Override
  protected @Nullable RuleSpec initSpec() {
    return null;
  }

  @Override
  protected @Nullable RuleStatus initStatus() {
    return null;
  }
}
