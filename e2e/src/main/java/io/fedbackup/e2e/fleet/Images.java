package io.fedbackup.e2e.fleet;

import io.fedbackup.e2e.doubles.kubelet.LocalProgram;
import io.fedbackup.e2e.doubles.stork.StorkDouble;
import io.fedbackup.e2e.doubles.stork.StorkInstallation;
import java.nio.file.Path;
import java.util.Map;

/** The images that the nodes of a fleet know. */
final class Images {

  private static final String AGENT = "fedbackup.io/agent:dev";

  private Images() {}

  static Map<String, LocalProgram> all(Path checkout) {
    return Map.of(
        AGENT,
        LocalProgram.jar(checkout.resolve("agent/target/fedbackup-agent.jar")),
        StorkInstallation.IMAGE,
        LocalProgram.main(StorkDouble.class).alsoAs("/stork"));
  }
}
