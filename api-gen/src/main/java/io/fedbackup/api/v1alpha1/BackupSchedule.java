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

/** What is backed up, when and where to, on a fleet of clusters. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Plural("backupschedules")
@ShortNames("fbbs")
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonClassDescription("What is backed up, when and where to, on a fleet of clusters.")
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase")
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(name = "Active", type = INTEGER, jsonPath = ".status.clustersReady")
@AdditionalPrinterColumn(name = "Clusters", type = INTEGER, jsonPath = ".status.clustersTotal")
@AdditionalPrinterColumn(name = "Policy", jsonPath = ".spec.schedulePolicyRef.name")
@AdditionalPrinterColumn(name = "Location", jsonPath = ".spec.locationRef.name")
@AdditionalPrinterColumn(name = "Last Success", type = DATE, jsonPath = ".status.lastSuccess")
@AdditionalPrinterColumn(
    name = "Message",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
    priority = 1)
@AdditionalPrinterColumn(name = "Age", type = DATE, jsonPath = ".metadata.creationTimestamp")
public class BackupSchedule extends CustomResource<BackupScheduleSpec, BackupScheduleStatus>
    implements Namespaced {

  @Override
  protected @Nullable BackupScheduleSpec initSpec() {
    return null;
  }

  @Override
  protected @Nullable BackupScheduleStatus initStatus() {
    return null;
  }
}
