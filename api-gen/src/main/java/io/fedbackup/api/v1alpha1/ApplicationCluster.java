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

/** One cluster that runs Stork and gets instructions. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Plural("applicationclusters")
@ShortNames("fbac")
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonClassDescription("One cluster that runs Stork and gets instructions.")
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase")
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(name = "Kubernetes", jsonPath = ".status.kubernetesVersion")
@AdditionalPrinterColumn(name = "Stork", jsonPath = ".status.storkVersion")
@AdditionalPrinterColumn(name = "Valid", type = INTEGER, jsonPath = ".status.locationsValid")
@AdditionalPrinterColumn(name = "Locations", type = INTEGER, jsonPath = ".status.locationsTotal")
@AdditionalPrinterColumn(name = "Last Contact", type = DATE, jsonPath = ".status.lastContact")
@AdditionalPrinterColumn(
    name = "Message",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
    priority = 1)
@AdditionalPrinterColumn(name = "Age", type = DATE, jsonPath = ".metadata.creationTimestamp")
public class ApplicationCluster
    extends CustomResource<ApplicationClusterSpec, ApplicationClusterStatus> implements Namespaced {

  @Override
  protected @Nullable ApplicationClusterSpec initSpec() {
    return null;
  }

  @Override
  protected @Nullable ApplicationClusterStatus initStatus() {
    return null;
  }
}
