package io.fedbackup.e2e.testbed;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Control planes that are used by one test after the other, because going back to an earlier state
 * takes milliseconds and a start takes seconds. Thread-safe.
 */
public final class ControlPlanePool {

  private final Testbed testbed;
  private final Deque<ControlPlane> idle = new ArrayDeque<>();

  /** Of the idle ones: a control plane at rest still takes two hundredths of a processor. */
  private final Set<ControlPlane> resting = new HashSet<>();

  private int started;

  /** A pool of control planes of {@code testbed}, which ends them. */
  public ControlPlanePool(Testbed testbed) {
    this.testbed = testbed;
  }

  /**
   * Takes {@code count} control planes, in the state in which they were given back; starts those
   * that are missing. Who comes alone gets the same ones in the same order.
   */
  public synchronized List<ControlPlane> take(int count) {
    var taken = new ArrayList<ControlPlane>();
    while (taken.size() < count && !idle.isEmpty()) {
      taken.add(idle.pop());
    }
    taken.stream().filter(resting::remove).forEach(ControlPlane::wake);
    idle.stream().filter(resting::add).forEach(ControlPlane::rest);
    var names = IntStream.range(taken.size(), count).mapToObj(i -> "cluster-" + ++started).toList();
    if (!names.isEmpty()) {
      taken.addAll(testbed.startControlPlanes(names));
    }
    return List.copyOf(taken);
  }

  /** Gives control planes back; those that cannot go back to an earlier state are ended. */
  public synchronized void giveBack(List<ControlPlane> planes) {
    for (var plane : planes.reversed()) {
      if (plane.canGoBack()) {
        idle.push(plane);
      } else {
        plane.close();
      }
    }
  }
}
