package io.fedbackup.agent.azure;

/** The Azure clouds, by the names that Azure and Stork use for them. */
public enum AzureCloud {
  /** The global one. */
  AzurePublicCloud("core.windows.net", "https://login.microsoftonline.com/", ""),
  /** Operated by 21Vianet. */
  AzureChinaCloud("core.chinacloudapi.cn", "https://login.partner.microsoftonline.cn/", "China"),
  /** For the government of the United States. */
  AzureUSGovernmentCloud("core.usgovcloudapi.net", "https://login.microsoftonline.us/", "USGov");

  private final String storageSuffix;
  private final String authorityHost;
  private final String audienceSuffix;

  AzureCloud(String storageSuffix, String authorityHost, String audienceSuffix) {
    this.storageSuffix = storageSuffix;
    this.authorityHost = authorityHost;
    this.audienceSuffix = audienceSuffix;
  }

  /** Returns the endpoint of Blob Storage, with {@code {account}} where the account's name goes. */
  String blobEndpointTemplate() {
    return "https://{account}.blob." + storageSuffix;
  }

  /** Returns Entra ID's address. */
  String authorityHost() {
    return authorityHost;
  }

  /** Returns the audience that a federated credential of this cloud expects. */
  String exchangeAudience() {
    return "api://AzureADTokenExchange" + audienceSuffix;
  }
}
