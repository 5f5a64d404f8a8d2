package io.fedbackup.reconciler.remote;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fedbackup.reconciler.remote.RemoteKind.Place;

/** What is watched on application clusters, beside Stork's own kinds: one watch each, shared. */
public final class RemoteKinds {
  /** Agent Jobs. */
  public static final RemoteKind<Job> AGENT_JOBS =
      RemoteKind.ours(Job.class, Place.STORK_NAMESPACE);

  /** Pods of agent Jobs; the Job's pod template must carry the installation label. */
  public static final RemoteKind<Pod> AGENT_PODS =
      RemoteKind.ours(Pod.class, Place.STORK_NAMESPACE);

  /** All namespaces; only metadata is filled in. */
  public static final RemoteKind<Namespace> NAMESPACES =
      RemoteKind.all(Namespace.class, Place.CLUSTER);

  /** Stork's Deployment, which is named {@code stork}. */
  public static final RemoteKind<Deployment> STORK_DEPLOYMENT =
      RemoteKind.one(Deployment.class, Place.STORK_NAMESPACE, "stork");

  /** Service accounts in Stork's namespace. */
  public static final RemoteKind<ServiceAccount> STORK_SERVICE_ACCOUNTS =
      RemoteKind.all(ServiceAccount.class, Place.STORK_NAMESPACE);

  /** Where Stork writes its version. */
  public static final RemoteKind<ConfigMap> STORK_VERSION =
      RemoteKind.one(ConfigMap.class, Place.KUBE_SYSTEM, "stork-version");

  /** All custom resource definitions; only metadata is filled in. */
  public static final RemoteKind<CustomResourceDefinition> CUSTOM_RESOURCE_DEFINITIONS =
      RemoteKind.all(CustomResourceDefinition.class, Place.CLUSTER);

  private RemoteKinds() {}
}
