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

/** What differs from intent. Only the control plane writes it; it has no spec. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Plural("driftreports")
@ShortNames("fbdr")
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonClassDescription(
    "What differs from intent, where and since when: one per GitSync and one per"
        + " ApplicationCluster, written by the control plane alone.")
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase")
@AdditionalPrinterColumn(name = "Of", jsonPath = ".metadata.ownerReferences[0].name")
@AdditionalPrinterColumn(name = "Entries", type = INTEGER, jsonPath = ".status.count")
@AdditionalPrinterColumn(name = "Uncorrected", type = INTEGER, jsonPath = ".status.uncorrected")
@AdditionalPrinterColumn(name = "Since", type = DATE, jsonPath = ".status.since")
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type==\"InSync\")].reason",
    priority = 1)
@AdditionalPrinterColumn(
    name = "Message",
    jsonPath = ".status.conditions[?(@.type==\"InSync\")].message",
    priority = 1)
@AdditionalPrinterColumn(name = "Age", type = DATE, jsonPath = ".metadata.creationTimestamp")
public class DriftReport extends CustomResource<Void, DriftReportStatus> implements Namespaced {
  private static final long serialVersionUID = 1L;

  @Override
  protected @Nullable Void initSpec() {
    return null;
  }

  @Override
  protected @Nullable DriftReportStatus initStatus() {
    return null;
  }
}
