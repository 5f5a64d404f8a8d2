package io.fedbackup.e2e.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

class AzuriteIT {

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  @Test
  void it_serves_its_accounts_over_https_to_nobody_unknown() throws Exception {
    try (var testbed = Testbed.open(directory)) {
      var azurite = testbed.startAzurite(List.of("fleetbackups"));
      var containers = URI.create(azurite.endpoint("fleetbackups") + "?comp=list");

      try (var http = HttpClient.newBuilder().sslContext(testbed.ca().trustingContext()).build()) {
        var answer = get(http, containers);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("server").orElse("")).contains("Azurite");
      }
      try (var http = HttpClient.newHttpClient()) {
        assertThatThrownBy(() -> get(http, containers)).isInstanceOf(SSLHandshakeException.class);
      }
    }
  }

  private static HttpResponse<String> get(HttpClient http, URI uri) throws Exception {
    var request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build();
    return http.send(request, BodyHandlers.ofString());
  }
}
