package io.fedbackup.reconciler.drift;

import io.fedbackup.api.v1alpha1.DriftEntry;
import io.fedbackup.reconciler.remote.ClusterName;
import java.util.ArrayList;
import java.util.List;

/** Remembers what it was told. */
public final class FakeDriftBook implements DriftBook {
  private final List<String> told = new ArrayList<>();

  @Override
  public void found(ClusterName cluster, DriftEntry entry) {
    told.add("found " + entry.kind() + " " + entry.name());
  }

  @Override
  public void asIntended(ClusterName cluster, String kind, String name) {
    told.add("right " + kind + " " + name);
  }

  /** All of it, in order. */
  public List<String> told() {
    return told;
  }
}
