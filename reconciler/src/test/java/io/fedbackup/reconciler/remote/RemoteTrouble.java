package io.fedbackup.reconciler.remote;

import io.fabric8.kubernetes.client.KubernetesClientException;

/** Requests to application clusters that fail, as the boundary to the client tells them. */
public final class RemoteTrouble {
  private RemoteTrouble() {}

  /** The API server answers so; 0 if it does not answer. */
  public static RemoteException answered(ClusterName cluster, int code) {
    return RemoteErrors.translate(
        cluster,
        "get Namespace kube-system",
        new KubernetesClientException("of the client", code, null));
  }

  /** Nothing was sent. */
  public static RemoteException refused(ClusterName cluster, String message) {
    return new RemoteException.Refused(cluster, message);
  }
}
