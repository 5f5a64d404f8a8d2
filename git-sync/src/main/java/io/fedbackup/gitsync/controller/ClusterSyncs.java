package io.fedbackup.gitsync.controller;

import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.gitsync.plan.Owner;
import io.fedbackup.gitsync.validate.ObjectKey;
import java.util.List;
import java.util.Set;

/** Other GitSyncs, read with git-sync's own rights. Thread-safe. */
final class ClusterSyncs implements OtherSyncs {
  private final KubernetesClient own;
  private final InventoryStore inventories;

  ClusterSyncs(KubernetesClient own, InventoryStore inventories) {
    this.own = own;
    this.inventories = inventories;
  }

  @Override
  public List<GitSync> all() {
    return syncs().inAnyNamespace().list().getItems().stream()
        .filter(sync -> !sync.isMarkedForDeletion())
        .toList();
  }

  @Override
  public Set<ObjectKey> inventory(Owner owner) {
    GitSync sync = syncs().inNamespace(owner.namespace()).withName(owner.name()).get();
    return sync == null || sync.isMarkedForDeletion() ? Set.of() : inventories.load(sync);
  }

  private MixedOperation<GitSync, KubernetesResourceList<GitSync>, Resource<GitSync>> syncs() {
    return own.resources(GitSync.class);
  }
}
