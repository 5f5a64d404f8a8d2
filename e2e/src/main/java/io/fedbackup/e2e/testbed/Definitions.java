package io.fedbackup.e2e.testbed;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Waits until an API server serves the kinds of a CustomResourceDefinition. */
public final class Definitions {

  private static final long LIMIT_SECONDS = 120;

  private Definitions() {}

  /**
   * Returns when the definition is established.
   *
   * @param name of the CustomResourceDefinition, as in {@code gitsyncs.fedbackup.io}
   * @throws io.fabric8.kubernetes.client.KubernetesClientTimeoutException after two minutes
   */
  public static void awaitEstablished(KubernetesClient client, String name) {
    client
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName(name)
        .waitUntilCondition(Definitions::established, LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  /** The server may have written a status without conditions before it looks at the names. */
  private static boolean established(@Nullable CustomResourceDefinition definition) {
    return definition != null
        && definition.getStatus() != null
        && definition.getStatus().getConditions() != null
        && definition.getStatus().getConditions().stream()
            .anyMatch(it -> it.getType().equals("Established") && it.getStatus().equals("True"));
  }
}
