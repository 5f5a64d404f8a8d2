package io.fedbackup.reconciler.status;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.util.ArrayList;
import java.util.List;

/** Remembers what was told, as "version before > version after". */
public final class FakeRecentWrites implements RecentWrites {
  final List<String> told = new ArrayList<>();

  @Override
  public <R extends HasMetadata> void put(Context<R> context, R before, R after) {
    told.add(version(before) + " > " + version(after));
  }

  private static String version(HasMetadata object) {
    return object.getMetadata().getResourceVersion();
  }
}
