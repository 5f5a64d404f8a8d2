package io.fedbackup.reconciler.primary;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import java.util.Objects;

/**
 * Lets pass what somebody means by changing an object: spec, labels, annotations (requests are
 * annotations), deletion, finalizers. Statuses, which we write ourselves, do not pass.
 */
public final class MeantByPeople implements OnUpdateFilter<HasMetadata> {
  @Override
  public boolean accept(HasMetadata now, HasMetadata before) {
    ObjectMeta one = now.getMetadata();
    ObjectMeta other = before.getMetadata();
    return !Objects.equals(one.getGeneration(), other.getGeneration())
        || !Objects.equals(one.getLabels(), other.getLabels())
        || !Objects.equals(one.getAnnotations(), other.getAnnotations())
        || !Objects.equals(one.getDeletionTimestamp(), other.getDeletionTimestamp())
        || !Objects.equals(one.getFinalizers(), other.getFinalizers());
  }
}
