package io.fedbackup.reconciler.cluster;

import java.util.Map;

/**
 * What the installation says about agents on all clusters.
 *
 * @param agentImage image of the agent, unless an ApplicationCluster names another one
 * @param agentEnv environment of the agent
 */
public record Installation(String agentImage, Map<String, String> agentEnv) {
  /** Copies the map. */
  public Installation {
    agentEnv = Map.copyOf(agentEnv);
  }
}
