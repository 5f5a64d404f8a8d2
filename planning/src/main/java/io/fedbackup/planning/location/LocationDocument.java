package io.fedbackup.planning.location;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fedbackup.api.v1alpha1.AzureLocation;
import io.fedbackup.planning.naming.Hash;
import io.fedbackup.planning.naming.Ownership;
import io.fedbackup.planning.naming.StorkNames;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.libopenstorage.stork.v1alpha1.BackupLocation;
import org.libopenstorage.stork.v1alpha1.backuplocation.Location;
import org.libopenstorage.stork.v1alpha1.backuplocation.location.AzureConfig;

/** Stork's BackupLocation for one of ours: federated identity, no key, no prefix, no sync. */
public final class LocationDocument {
  /** Kind of Stork's resource. */
  public static final String KIND = "BackupLocation";

  /**
   * Annotation: hash of what we wanted when we wrote it. What differs although it is the same is
   * drift.
   */
  public static final String INTENT = "fedbackup.io/intent";

  private static final String AZURE = "azure";
  private static final int HASH_DIGITS = 16;

  private LocationDocument() {}

  /** Name on every cluster. */
  public static String name(Ownership ownership, AzureLocation azure) {
    return new StorkNames(ownership.installation())
        .location(ownership.owner(), azure.storageAccount(), azure.container());
  }

  /**
   * The resource, ready to be applied.
   *
   * @param adminNamespace where Stork resources are on the cluster
   */
  public static BackupLocation render(
      Ownership ownership, String adminNamespace, AzureLocation azure) {
    BackupLocation document = new BackupLocation();
    Map<String, String> annotations = new HashMap<>(ownership.annotations());
    annotations.put(INTENT, Hash.hex(intent(ownership, azure), HASH_DIGITS));
    document.setMetadata(
        new ObjectMetaBuilder()
            .withName(name(ownership, azure))
            .withNamespace(adminNamespace)
            .withLabels(ownership.labels())
            .withAnnotations(annotations)
            .build());
    document.setLocation(location(azure));
    return document;
  }

  /** All that the document is made from: another owner, too, is our own change and no drift. */
  private static String intent(Ownership ownership, AzureLocation azure) {
    return String.join(
        "/",
        azure.toString(),
        new TreeMap<>(ownership.labels()).toString(),
        new TreeMap<>(ownership.annotations()).toString());
  }

  private static Location location(AzureLocation azure) {
    Location location = new Location();
    location.setType(AZURE);
    location.setPath(azure.container());
    // written, not left out: Stork's sync brings deleted backups back, and somebody may have
    // switched it on
    location.setSync(false);
    location.setAzureConfig(config(azure));
    return location;
  }

  private static AzureConfig config(AzureLocation azure) {
    AzureConfig config = new AzureConfig();
    config.setStorageAccountName(azure.storageAccount());
    config.setEnvironment(azure.environment().wire());
    config.setUseWorkloadIdentity(true);
    if (azure.resourceGroup() != null) {
      config.setResourceGroupName(azure.resourceGroup());
    }
    if (azure.subscriptionID() != null) {
      config.setSubscriptionID(azure.subscriptionID());
    }
    return config;
  }

  /**
   * Whether what is there was written for the same intent: then a difference is somebody else's
   * change.
   */
  public static boolean sameIntent(BackupLocation wanted, BackupLocation live) {
    return intent(wanted).equals(intent(live));
  }

  private static Optional<String> intent(BackupLocation location) {
    return Optional.ofNullable(location.getMetadata().getAnnotations()).map(all -> all.get(INTENT));
  }
}
