package io.fedbackup.e2e.testbed;

import java.nio.file.Path;

/** A way to start control planes: as local processes, or any other that keeps the contract. */
@FunctionalInterface
public interface ControlPlaneStarter {

  /**
   * Starts a control plane and waits until it works. Called from several threads at once.
   *
   * @param name unique in the test bed
   * @param directory its own, empty folder
   * @param port where the API server shall listen on the loopback interface
   * @throws TestbedException when it does not start; nothing of it is left running then
   */
  ControlPlane start(String name, Path directory, int port);
}
