package io.fedbackup.e2e.testbed;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Control planes that are used one after the other by many tests, because a reset takes
 * milliseconds and a start takes seconds. Thread-safe.
 */
public final class ControlPlanePool {

  private final Testbed testbed;
  private final Deque<ControlPlane> idle = new ArrayDeque<>();
  private int started;

  /** A pool of control planes of {@code testbed}, which ends them. */
  public ControlPlanePool(Testbed testbed) {
    this.testbed = testbed;
  }

  /** Takes {@code count} control planes in their pristine state; starts those that are missing. */
  public synchronized List<ControlPlane> take(int count) {
    var taken = new ArrayList<ControlPlane>();
    while (taken.size() < count && !idle.isEmpty()) {
      taken.add(idle.pop());
    }
    var names = IntStream.range(taken.size(), count).mapToObj(i -> "cluster-" + ++started).toList();
    if (!names.isEmpty()) {
      taken.addAll(testbed.startControlPlanes(names));
    }
    return List.copyOf(taken);
  }

  /** Gives control planes back; they are reset here, and one that cannot be reset is ended. */
  public synchronized void giveBack(List<ControlPlane> planes) {
    for (var plane : planes.reversed()) {
      try {
        plane.reset();
        idle.push(plane);
      } catch (TestbedException broken) {
        plane.close();
        throw broken;
      }
    }
  }
}
