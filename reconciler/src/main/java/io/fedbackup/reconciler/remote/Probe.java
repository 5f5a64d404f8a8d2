package io.fedbackup.reconciler.remote;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fedbackup.planning.outcome.Messages;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Asks a cluster who it is: four small requests. */
final class Probe {
  private static final String KUBE_SYSTEM = "kube-system";
  private static final int MAXIMUM_VERSION = 64;

  private final ClusterName name;
  private final Clock clock;

  Probe(ClusterName name, Clock clock) {
    this.name = name;
    this.clock = clock;
  }

  Contact run(Requests requests, KubernetesClient client) {
    try {
      String version =
          requests.asked("GET /version", () -> client.getKubernetesVersion().getGitVersion());
      Optional<Namespace> system = requests.read(Namespace.class, "", KUBE_SYSTEM);
      if (system.isEmpty()) {
        return failed(
            new RemoteException.NotFound(
                name, "cluster " + name + " has no namespace kube-system", null));
      }
      Shoot shoot = shoot(requests);
      return new Contact.Reached(
          clock.instant(),
          Messages.cut(version, MAXIMUM_VERSION),
          system.get().getMetadata().getUid(),
          shoot.info(),
          shoot.provider().isEmpty() ? providerOfNodes(requests, client) : shoot.provider());
    } catch (RemoteException e) {
      return failed(e);
    }
  }

  private Contact failed(RemoteException cause) {
    return new Contact.Failed(clock.instant(), 1, clock.instant(), cause);
  }

  private record Shoot(Contact.ShootInfo info, String provider) {}

  private static Shoot shoot(Requests requests) {
    try {
      return requests
          .read(ConfigMap.class, KUBE_SYSTEM, "shoot-info")
          .map(found -> new Shoot(Contact.ShootInfo.PRESENT, provider(found)))
          .orElse(new Shoot(Contact.ShootInfo.ABSENT, ""));
    } catch (RemoteException.Forbidden _) {
      return new Shoot(Contact.ShootInfo.UNREADABLE, "");
    }
  }

  private static String provider(ConfigMap shootInfo) {
    Map<String, String> data = Objects.requireNonNullElse(shootInfo.getData(), Map.of());
    return Messages.cut(data.get("provider"), MAXIMUM_VERSION);
  }

  /** {@code azure} of {@code azure:///subscriptions/...}; empty where nodes may not be read. */
  private static String providerOfNodes(Requests requests, KubernetesClient client) {
    try {
      return requests
          .asked(
              "list Nodes",
              () -> client.nodes().list(new ListOptionsBuilder().withLimit(1L).build()))
          .getItems()
          .stream()
          .findFirst()
          .map(Probe::provider)
          .orElse("");
    } catch (RemoteException.Forbidden _) {
      return "";
    }
  }

  private static String provider(Node node) {
    String id = node.getSpec() == null ? null : node.getSpec().getProviderID();
    int end = id == null ? -1 : id.indexOf("://");
    return id == null || end < 0 ? "" : Messages.cut(id.substring(0, end), MAXIMUM_VERSION);
  }
}
