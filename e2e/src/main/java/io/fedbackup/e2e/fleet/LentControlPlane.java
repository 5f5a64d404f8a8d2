package io.fedbackup.e2e.fleet;

import io.fedbackup.e2e.testbed.ControlPlane;

/**
 * A control plane until it is given back.
 *
 * @param controlPlane in its first state when it is lent
 * @param end gives it back
 */
record LentControlPlane(ControlPlane controlPlane, Runnable end) implements AutoCloseable {

  @Override
  public void close() {
    end.run();
  }
}
