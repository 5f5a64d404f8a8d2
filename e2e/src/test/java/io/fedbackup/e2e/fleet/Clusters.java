package io.fedbackup.e2e.fleet;

import io.fedbackup.e2e.testbed.K3sControlPlane;
import io.fedbackup.e2e.testbed.Testbed;
import java.nio.file.Path;
import java.util.Optional;

/** What the clusters of a test run are made of. */
enum Clusters {
  /** Processes of this machine. */
  LOCAL {
    @Override
    Testbed open(Path directory) {
      return Testbed.open(directory);
    }

    @Override
    Optional<String> unavailable() {
      return Optional.empty();
    }
  },

  /** k3s in containers. */
  K3S {
    @Override
    Testbed open(Path directory) {
      return Testbed.open(directory, K3sControlPlane::start);
    }

    @Override
    Optional<String> unavailable() {
      return K3sControlPlane.unavailable();
    }
  };

  private static final String PROPERTY = "fedbackup.clusters";

  /** The kind that system property {@value #PROPERTY} names; the Maven profile k3s sets it. */
  static Clusters ofThisRun() {
    return "k3s".equals(System.getProperty(PROPERTY)) ? K3S : LOCAL;
  }

  abstract Testbed open(Path directory);

  /** Why there can be none here; empty when there can. */
  abstract Optional<String> unavailable();
}
