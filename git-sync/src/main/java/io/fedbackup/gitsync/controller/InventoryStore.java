package io.fedbackup.gitsync.controller;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fedbackup.api.v1alpha1.ApiGroup;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.api.v1alpha1.GitSyncStatus;
import io.fedbackup.api.v1alpha1.Inventory;
import io.fedbackup.api.v1alpha1.InventoryEntry;
import io.fedbackup.gitsync.plan.Owner;
import io.fedbackup.gitsync.schema.Catalog;
import io.fedbackup.gitsync.schema.ResourceKind;
import io.fedbackup.gitsync.validate.ObjectKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;

/**
 * Where it is written what a GitSync owns: in its status up to 500 objects, else in ConfigMaps that
 * it owns. They are written only where they changed.
 */
final class InventoryStore {
  private static final int IN_STATUS = 500;
  private static final int PER_CONFIG_MAP = 4_000;
  private static final String KEY = "objects";

  private final KubernetesClient own;
  private final Catalog catalog;

  InventoryStore(KubernetesClient own, Catalog catalog) {
    this.own = own;
    this.catalog = catalog;
  }

  /** What the GitSync has, as was written at the end of its last sync, wherever that is. */
  Set<ObjectKey> load(GitSync sync) {
    Optional<Inventory> inventory =
        Optional.ofNullable(sync.getStatus()).map(GitSyncStatus::inventory);
    Set<ObjectKey> keys = new HashSet<>();
    for (InventoryEntry entry : inventory.map(Inventory::entries).orElse(List.of())) {
      keys.add(new ObjectKey(entry.kind(), entry.namespace(), entry.name()));
    }
    for (String name : inventory.map(Inventory::configMaps).orElse(List.of())) {
      text(sync, name).lines().map(InventoryStore::parse).forEach(keys::add);
    }
    return Set.copyOf(keys);
  }

  private String text(GitSync sync, String name) {
    ConfigMap map =
        own.configMaps().inNamespace(sync.getMetadata().getNamespace()).withName(name).get();
    return map == null || map.getData() == null ? "" : map.getData().getOrDefault(KEY, "");
  }

  /** The opposite of {@link ObjectKey#toString()}. */
  private static ObjectKey parse(String line) {
    int space = line.indexOf(' ');
    int slash = line.indexOf('/', space);
    return new ObjectKey(
        line.substring(0, Math.max(space, 0)),
        slash < 0 ? "" : line.substring(space + 1, slash),
        line.substring(Math.max(slash, space) + 1));
  }

  /**
   * The inventory as the status is to have it; ConfigMaps are written before this returns.
   *
   * @param before what {@link #load} gave
   */
  Inventory store(GitSync sync, NavigableSet<ObjectKey> keys, Set<ObjectKey> before) {
    if (keys.size() <= IN_STATUS) {
      return new Inventory(keys.size(), keys.stream().map(this::entry).toList(), List.of());
    }
    Inventory old = sync.getStatus() == null ? null : sync.getStatus().inventory();
    if (old != null && !old.configMaps().isEmpty() && keys.equals(before)) {
      return old;
    }
    List<String> names = new ArrayList<>();
    List<ObjectKey> all = List.copyOf(keys);
    for (int from = 0; from < all.size(); from += PER_CONFIG_MAP) {
      List<ObjectKey> part = all.subList(from, Math.min(all.size(), from + PER_CONFIG_MAP));
      names.add(write(sync, names.size(), part));
    }
    return new Inventory(keys.size(), List.of(), names);
  }

  /** Removes ConfigMaps that the status no longer names; to be called when it is written. */
  void sweep(GitSync before, Inventory now) {
    Inventory old = before.getStatus() == null ? null : before.getStatus().inventory();
    if (old == null) {
      return;
    }
    var maps = own.configMaps().inNamespace(before.getMetadata().getNamespace());
    old.configMaps().stream()
        .filter(name -> !now.configMaps().contains(name))
        .forEach(name -> maps.withName(name).delete());
  }

  private InventoryEntry entry(ObjectKey key) {
    String apiVersion =
        catalog
            .find(key.kind())
            .map(ResourceKind::apiVersion)
            .orElse(ApiGroup.NAME + "/" + ApiGroup.VERSION);
    return new InventoryEntry(apiVersion, key.kind(), key.namespace(), key.name());
  }

  private String write(GitSync sync, int number, List<ObjectKey> keys) {
    String name = "%s-inventory-%d".formatted(sync.getMetadata().getName(), number);
    String text = String.join("\n", keys.stream().map(ObjectKey::toString).toList());
    own.configMaps()
        .inNamespace(sync.getMetadata().getNamespace())
        .resource(configMap(sync, name, text))
        .fieldManager(Owner.FIELD_MANAGER)
        .forceConflicts()
        .serverSideApply();
    return name;
  }

  private static ConfigMap configMap(GitSync sync, String name, String text) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(sync.getMetadata().getNamespace())
        .addNewOwnerReference()
        .withApiVersion(sync.getApiVersion())
        .withKind(sync.getKind())
        .withName(sync.getMetadata().getName())
        .withUid(sync.getMetadata().getUid())
        .withController(true)
        .endOwnerReference()
        .endMetadata()
        .addToData(KEY, text)
        .build();
  }
}
