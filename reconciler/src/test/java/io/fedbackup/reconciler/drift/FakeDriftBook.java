package io.fedbackup.reconciler.drift;

import io.fedbackup.api.v1alpha1.DriftEntry;
import io.fedbackup.reconciler.remote.ClusterName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Remembers what it was told. */
public final class FakeDriftBook implements DriftBook {
  private final List<String> told = new ArrayList<>();
  private final List<Runnable> waiting = new ArrayList<>();

  @Override
  public void found(ClusterName cluster, DriftEntry entry) {
    told.add("found " + entry.kind() + " " + entry.name());
  }

  @Override
  public void asIntended(ClusterName cluster, String kind, String name) {
    told.add("right " + kind + " " + name);
  }

  @Override
  public void suspect(ClusterName cluster, DriftEntry extra, BooleanSupplier still) {
    if (still.getAsBoolean()) {
      told.add("extra " + extra.kind() + " " + extra.name());
    }
  }

  @Override
  public void gone(ClusterName cluster, String kind, Predicate<String> names) {
    told.add("gone " + kind);
  }

  @Override
  public boolean later(Runnable telling) {
    waiting.add(telling);
    return true;
  }

  /** What waits is told. */
  public void tellWaiting() {
    var now = List.copyOf(waiting);
    waiting.clear();
    now.forEach(Runnable::run);
  }

  /** All of it, in order. */
  public List<String> told() {
    return told;
  }
}
