package io.fedbackup.agent.azure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadEnvironmentTest {

  @ParameterizedTest
  @CsvSource({
    "AzurePublicCloud,https://acme.blob.core.windows.net,https://login.microsoftonline.com/,api://AzureADTokenExchange",
    "AzureChinaCloud,https://acme.blob.core.chinacloudapi.cn,https://login.partner.microsoftonline.cn/,api://AzureADTokenExchangeChina",
    "AzureUSGovernmentCloud,https://acme.blob.core.usgovcloudapi.net,https://login.microsoftonline.us/,api://AzureADTokenExchangeUSGov"
  })
  void addresses_come_from_the_cloud(
      AzureCloud cloud, String endpoint, String authority, String audience) {
    var environment = WorkloadEnvironment.of(Map.of());

    assertThat(environment.endpoint(in(cloud))).isEqualTo(endpoint);
    assertThat(environment.authority(in(cloud))).isEqualTo(authority);
    assertThat(cloud.exchangeAudience()).isEqualTo(audience);
    assertThat(environment.instanceDiscovery()).isTrue();
  }

  @Test
  void the_installation_may_give_other_addresses() {
    var environment =
        WorkloadEnvironment.of(
            Map.of(
                "FEDBACKUP_BLOB_ENDPOINT", "https://127.0.0.1:1234/{account}",
                "AZURE_AUTHORITY_HOST", "https://127.0.0.1:4321/",
                "FEDBACKUP_INSTANCE_DISCOVERY", "disabled"));

    assertThat(environment.endpoint(in(AzureCloud.AzurePublicCloud)))
        .isEqualTo("https://127.0.0.1:1234/acme");
    assertThat(environment.authority(in(AzureCloud.AzurePublicCloud)))
        .isEqualTo("https://127.0.0.1:4321/");
    assertThat(environment.instanceDiscovery()).isFalse();
  }

  private static AzureLocation in(AzureCloud cloud) {
    return new AzureLocation("acme", "backups", cloud, Optional.empty(), Optional.empty());
  }
}
