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

/** One backup on one cluster. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Plural("backups")
@ShortNames("fbb")
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonClassDescription("One backup on one cluster.")
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase")
@AdditionalPrinterColumn(name = "Reason", jsonPath = ".status.reason")
@AdditionalPrinterColumn(name = "Cluster", jsonPath = ".spec.clusterRef.name")
@AdditionalPrinterColumn(name = "Location", jsonPath = ".spec.locationRef.name")
@AdditionalPrinterColumn(name = "Origin", jsonPath = ".status.origin")
@AdditionalPrinterColumn(name = "Resources", type = INTEGER, jsonPath = ".status.resources")
@AdditionalPrinterColumn(name = "Finished", type = DATE, jsonPath = ".status.finishedAt")
@AdditionalPrinterColumn(name = "Message", jsonPath = ".status.message", priority = 1)
@AdditionalPrinterColumn(name = "Age", type = DATE, jsonPath = ".metadata.creationTimestamp")
public class Backup extends CustomResource<BackupSpec, BackupStatus> implements Namespaced {

  @Override
  protected @Nullable BackupSpec initSpec() {
    return null;
  }

  @Override
  protected @Nullable BackupStatus initStatus() {
    return null;
  }
}
