package io.fedbackup.e2e.doubles.stork;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Backups in the object store: four objects below {@code <namespace>/<name>/<uid>}. */
final class BackupStore {

  private final StorkApi api;
  private final ObjectStores stores;

  BackupStore(StorkApi api, ObjectStores stores) {
    this.api = api;
    this.stores = stores;
  }

  /** The location that a backup names, in the backup's own namespace. */
  static final class LocationMissing extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LocationMissing(String name) {
      super(
          "error getting backup location path: backuplocations."
              + Kinds.GROUP
              + " \""
              + name
              + "\" not found");
    }
  }

  Location location(String namespace, String name) {
    return api.get(Kinds.BACKUP_LOCATION.path(namespace, name))
        .map(Location::of)
        .orElseThrow(() -> new LocationMissing(name));
  }

  /** Creates the container; what goes wrong is only logged. */
  void createContainer(Location location) {
    try {
      stores.open(location).createIfNotExists();
    } catch (RuntimeException e) {
      // best effort, as in the real one: any trouble shows again at the upload
      Log.line("container " + location.path() + " not created: " + e.getMessage());
    }
  }

  /** Asks for the container's object lock, as each scheduled start does. */
  void readLock(Location location) {
    try {
      stores.open(location).getProperties();
    } catch (BlobStorageException e) {
      if (!BlobErrorCode.CONTAINER_NOT_FOUND.equals(e.getErrorCode())) {
        throw e;
      }
    }
  }

  static String path(ObjectNode backup) {
    return StorkApi.namespace(backup) + "/" + StorkApi.name(backup) + "/" + StorkApi.uid(backup);
  }

  /** Uploads the resource files; {@code metadata.json} follows at the end. */
  void upload(Location location, ObjectNode backup, List<Collector.Collected> collected) {
    var namespaces = StorkApi.JSON.createArrayNode();
    GoJson.decode(backup.path("spec"), BackupSpec.class)
        .targets()
        .forEach(name -> api.get("/api/v1/namespaces/" + name).ifPresent(namespaces::add));
    put(location, path(backup) + "/namespaces.json", namespaces);
    put(location, path(backup) + "/crds.json", StorkApi.JSON.nullNode());
    put(location, path(backup) + "/resources.json", Collector.resources(collected));
  }

  void uploadMetadata(Location location, ObjectNode backup) {
    put(location, path(backup) + "/metadata.json", backup);
  }

  private void put(Location location, String name, JsonNode content) {
    stores
        .open(location)
        .getBlobClient(name)
        .upload(BinaryData.fromString(content.toString()), true);
  }

  /** Deletes what lies below a path. */
  void delete(Location location, String path) {
    var container = stores.open(location);
    for (var blob : container.listBlobs(new ListBlobsOptions().setPrefix(path + "/"), null)) {
      container.getBlobClient(blob.getName()).deleteIfExists();
    }
  }
}
