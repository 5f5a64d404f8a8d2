package io.fedbackup.gitsync.apply;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ApplyPatchesIT {

  private static final int TIMEOUT = 300;
  private static final String BEGINNING =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{";

  @Test
  @Timeout(20)
  void an_answer_that_begins_and_does_not_end_is_given_up() throws IOException {
    // given a server that stops in the middle of its answer
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> begin(server));
      var config =
          new ConfigBuilder(io.fabric8.kubernetes.client.Config.empty())
              .withMasterUrl("http://127.0.0.1:" + server.getLocalPort())
              .withRequestTimeout(TIMEOUT)
              .withRequestRetryBackoffLimit(0)
              .build();
      try (var client = new KubernetesClientBuilder().withConfig(config).build()) {
        // when, then
        assertThatThrownBy(() -> new ApplyPatches(client).send("/api", "{}"))
            .isInstanceOf(KubernetesClientException.class)
            .rootCause()
            .isInstanceOf(java.util.concurrent.TimeoutException.class);
      }
    }
  }

  private static void begin(ServerSocket server) {
    try (Socket socket = server.accept()) {
      socket.getOutputStream().write(BEGINNING.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      while (socket.getInputStream().read() >= 0) {
        // until the client gives it up
      }
    } catch (IOException e) {
      // the test is over
    }
  }
}
