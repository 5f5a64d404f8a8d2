package io.fedbackup.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;

/** An Azure cloud, by the name that Stork uses. */
public enum AzureEnvironment {
  @JsonPropertyDescription("The public cloud.")
  AZURE_PUBLIC_CLOUD("AzurePublicCloud"),
  @JsonPropertyDescription("The cloud in China.")
  AZURE_CHINA_CLOUD("AzureChinaCloud"),
  @JsonPropertyDescription("The cloud of the US government.")
  AZURE_USGOVERNMENT_CLOUD("AzureUSGovernmentCloud");

  private final String wire;

  AzureEnvironment(String wire) {
    this.wire = wire;
  }

  /** The name on the wire, as users read and write it. */
  @JsonValue
  public String wire() {
    return wire;
  }

  @Override
  public String toString() {
    return wire;
  }
}
