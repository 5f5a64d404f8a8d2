package io.fedbackup.e2e.fleet;

import io.fedbackup.e2e.testbed.Azurite;
import io.fedbackup.e2e.testbed.ClusterState;
import io.fedbackup.e2e.testbed.ControlPlane;
import io.fedbackup.e2e.testbed.ControlPlanePool;
import io.fedbackup.e2e.testbed.Testbed;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Servers for the fleets of many tests: control planes are taken back to their beginnings and lent
 * again, and each fleet has a storage account of its own in one store. Thread-safe.
 */
public final class FleetServers implements AutoCloseable {

  private static final int ACCOUNTS = 100;

  private final Testbed testbed;
  private final ControlPlanePool pool;
  private final Map<Use, ClusterState> beginnings = new ConcurrentHashMap<>();
  private final Deque<String> accounts = new ArrayDeque<>();
  private @Nullable Azurite azurite;

  private FleetServers(Testbed testbed) {
    this.testbed = testbed;
    this.pool = new ControlPlanePool(testbed);
  }

  /** Servers of {@code testbed}, which ends with them; none is started yet. */
  public static FleetServers of(Testbed testbed) {
    return new FleetServers(testbed);
  }

  /**
   * A fleet that nobody has used. Closing it gives its servers back. The storage account of the
   * options is replaced by one of its own.
   */
  public Fleet lend(FleetOptions options) {
    var planes = pool.take(options.applications().size() + 1);
    orEnd(planes, () -> restore(planes, options));
    try {
      var own = options.withStorage(nextAccount(), options.container());
      var fleet = Fleet.of(testbed.ca(), planes, azurite(), own);
      remember(planes, options);
      return fleet.afterClose(() -> pool.giveBack(planes));
    } catch (RuntimeException | Error e) {
      pool.giveBack(planes);
      throw e;
    }
  }

  /** A control plane in its first state, for tests that need no fleet. */
  LentControlPlane lendControlPlane() {
    var planes = pool.take(1);
    orEnd(planes, () -> planes.forEach(FleetServers::toFirstState));
    return new LentControlPlane(planes.getFirst(), () -> pool.giveBack(planes));
  }

  private static void toFirstState(ControlPlane plane) {
    if (plane.canGoBack()) {
      plane.restore(plane.initialState());
    }
  }

  /** Control planes of which one cannot go back are ended: the next fleet gets other ones. */
  private static void orEnd(List<ControlPlane> planes, Runnable goingBack) {
    try {
      goingBack.run();
    } catch (RuntimeException | Error e) {
      planes.forEach(ControlPlane::close);
      throw e;
    }
  }

  private void restore(List<ControlPlane> planes, FleetOptions options) {
    for (int i = 0; i < planes.size(); i++) {
      var plane = planes.get(i);
      if (plane.canGoBack()) {
        var use = new Use(plane, role(i, options));
        plane.restore(beginnings.getOrDefault(use, plane.initialState()));
      }
    }
  }

  /** Making CRDs costs an API server seconds: next time they are there from the beginning. */
  private void remember(List<ControlPlane> planes, FleetOptions options) {
    for (int i = 0; i < planes.size(); i++) {
      var plane = planes.get(i);
      if (plane.canGoBack()) {
        beginnings.computeIfAbsent(
            new Use(plane, role(i, options)),
            _ -> plane.initialState().withDefinitionsOf(plane.state()));
      }
    }
  }

  private static Role role(int index, FleetOptions options) {
    if (index == 0) {
      return Role.BACKUP;
    }
    return options.stork() ? Role.WITH_STORK : Role.WITHOUT_STORK;
  }

  private enum Role {
    BACKUP,
    WITH_STORK,
    WITHOUT_STORK
  }

  private record Use(ControlPlane plane, Role role) {}

  private synchronized String nextAccount() {
    if (accounts.isEmpty()) {
      accounts.addAll(IntStream.range(0, ACCOUNTS).mapToObj("fleet%02d"::formatted).toList());
      azurite = testbed.startAzurite(List.copyOf(accounts));
    }
    return accounts.remove();
  }

  private synchronized Azurite azurite() {
    if (azurite == null) {
      throw new IllegalStateException("An account is taken first");
    }
    return azurite;
  }

  /** The test bed that the servers belong to, for more of its kind. */
  public Testbed testbed() {
    return testbed;
  }

  /** Ends all servers. */
  @Override
  public void close() {
    testbed.close();
  }
}
