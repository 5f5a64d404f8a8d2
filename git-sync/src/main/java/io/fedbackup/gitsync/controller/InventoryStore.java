package io.fedbackup.gitsync.controller;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.api.v1alpha1.Inventory;
import io.fedbackup.api.v1alpha1.InventoryEntry;
import io.fedbackup.gitsync.plan.Owner;
import io.fedbackup.gitsync.schema.Catalog;
import io.fedbackup.gitsync.validate.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;

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

  /** The inventory as the status has it; ConfigMaps are written before this returns. */
  Inventory store(GitSync sync, NavigableSet<ObjectKey> keys) {
    if (keys.size() <= IN_STATUS) {
      return new Inventory(keys.size(), keys.stream().map(this::entry).toList(), List.of());
    }
    List<String> names = new ArrayList<>();
    List<ObjectKey> all = List.copyOf(keys);
    for (int from = 0; from < all.size(); from += PER_CONFIG_MAP) {
      List<ObjectKey> part = all.subList(from, Math.min(all.size(), from + PER_CONFIG_MAP));
      names.add(write(sync, names.size(), part));
    }
    return new Inventory(keys.size(), List.of(), names);
  }

  private InventoryEntry entry(ObjectKey key) {
    String apiVersion = catalog.find(key.kind()).orElseThrow().apiVersion();
    return new InventoryEntry(apiVersion, key.kind(), key.namespace(), key.name());
  }

  private String write(GitSync sync, int number, List<ObjectKey> keys) {
    String name = "%s-inventory-%d".formatted(sync.getMetadata().getName(), number);
    String text = String.join("\n", keys.stream().map(ObjectKey::toString).toList());
    var maps = own.configMaps().inNamespace(sync.getMetadata().getNamespace());
    ConfigMap there = maps.withName(name).get();
    if (there == null || there.getData() == null || !text.equals(there.getData().get(KEY))) {
      maps.resource(configMap(sync, name, text))
          .fieldManager(Owner.FIELD_MANAGER)
          .forceConflicts()
          .serverSideApply();
    }
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
