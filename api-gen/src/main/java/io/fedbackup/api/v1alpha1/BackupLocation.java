package io.fedbackup.api.v1alpha1;

import static io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type.DATE;
import static io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type.INTEGER;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** One container of an object store that backups go to, believed per cluster. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Plural("backuplocations")
@ShortNames("fbbl")
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonClassDescription("One container of an object store that backups go to, believed per cluster.")
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase")
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(name = "Valid", type = INTEGER, jsonPath = ".status.clustersValid")
@AdditionalPrinterColumn(name = "Clusters", type = INTEGER, jsonPath = ".status.clustersTotal")
@AdditionalPrinterColumn(name = "Account", jsonPath = ".spec.azure.storageAccount")
@AdditionalPrinterColumn(name = "Container", jsonPath = ".spec.azure.container")
@AdditionalPrinterColumn(
    name = "Message",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
    priority = 1)
@AdditionalPrinterColumn(name = "Age", type = DATE, jsonPath = ".metadata.creationTimestamp")
public class BackupLocation extends CustomResource<BackupLocationSpec, BackupLocationStatus>
    implements Namespaced {

  @Override
  protected @Nullable BackupLocationSpec initSpec() {
    return null;
  }

  @Override
  protected @Nullable BackupLocationStatus initStatus() {
    return null;
  }
}
