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

/** A path in a Git repository that becomes objects of this group. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Plural("gitsyncs")
@ShortNames("fbgs")
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonClassDescription("A path in a Git repository that becomes objects of this group.")
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase")
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(name = "Revision", jsonPath = ".status.lastAppliedRevision")
@AdditionalPrinterColumn(name = "Drift", type = INTEGER, jsonPath = ".status.drift.count")
@AdditionalPrinterColumn(name = "URL", jsonPath = ".spec.url", priority = 1)
@AdditionalPrinterColumn(
    name = "Message",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
    priority = 1)
@AdditionalPrinterColumn(name = "Age", type = DATE, jsonPath = ".metadata.creationTimestamp")
public class GitSync extends CustomResource<GitSyncSpec, GitSyncStatus> implements Namespaced {

  @Override
  protected @Nullable GitSyncSpec initSpec() {
    return null;
  }

  @Override
  protected @Nullable GitSyncStatus initStatus() {
    return null;
  }
}
