package io.fedbackup.e2e.gitsync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fedbackup.e2e.doubles.HttpsEndpoint;
import io.fedbackup.e2e.fleet.Fleet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;

/**
 * An admission webhook of the backup cluster: sees every write of a SchedulePolicy just before it
 * is stored, in order, and may let the API server wait with it. So a commit stops for certain when
 * so many of its objects are stored, however quick git-sync is. Thread-safe.
 */
final class Admission implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAME = "admission.example.org";

  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final AtomicInteger passes = new AtomicInteger(Integer.MAX_VALUE);
  private final AtomicInteger waiting = new AtomicInteger();
  private final HttpsEndpoint endpoint;
  private final Fleet fleet;
  private volatile CountDownLatch gate = new CountDownLatch(0);

  /** One write, such as {@code CREATE} of an object. */
  record Seen(String operation, String name) {}

  Admission(Fleet fleet) {
    this.fleet = fleet;
    var context = new ServletContextHandler();
    context.addServlet(new ServletHolder(new Webhook()), "/*");
    endpoint = HttpsEndpoint.start("admission", fleet.ca().server(), context);
    fleet.backup().client().resource(configuration()).create();
  }

  private ValidatingWebhookConfiguration configuration() {
    return new ValidatingWebhookConfigurationBuilder()
        .withNewMetadata()
        .withName(NAME)
        .endMetadata()
        .addNewWebhook()
        .withName(NAME)
        .withAdmissionReviewVersions("v1")
        .withSideEffects("None")
        .withFailurePolicy("Fail")
        .withTimeoutSeconds(30)
        .withNewClientConfig()
        .withUrl(endpoint.uri() + "/")
        .withCaBundle(
            Base64.getEncoder()
                .encodeToString(fleet.ca().pem().getBytes(StandardCharsets.US_ASCII)))
        .endClientConfig()
        .addNewRule()
        .withApiGroups("fedbackup.io")
        .withApiVersions("*")
        .withResources("schedulepolicies")
        .withOperations("CREATE", "UPDATE", "DELETE")
        .endRule()
        .endWebhook()
        .build();
  }

  /** All writes that were let through so far. */
  List<Seen> seen() {
    return List.copyOf(seen);
  }

  /** Forgets what was seen. */
  void forget() {
    seen.clear();
  }

  /** Lets so many writes through; all after them wait until {@link #release}. */
  void holdAfter(int writes) {
    gate = new CountDownLatch(1);
    passes.set(writes);
  }

  /** How many writes wait. */
  int waiting() {
    return waiting.get();
  }

  void release() {
    passes.set(Integer.MAX_VALUE);
    gate.countDown();
  }

  @Override
  public void close() {
    release();
    fleet.backup().client().resource(configuration()).delete();
    endpoint.close();
  }

  private final class Webhook extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doPost(HttpServletRequest call, HttpServletResponse answer) throws IOException {
      JsonNode request = JSON.readTree(call.getInputStream()).path("request");
      if (passes.getAndDecrement() <= 0) {
        hold();
      }
      seen.add(new Seen(request.path("operation").asText(), request.path("name").asText()));
      var review = JSON.createObjectNode();
      review.put("apiVersion", "admission.k8s.io/v1").put("kind", "AdmissionReview");
      review.putObject("response").put("uid", request.path("uid").asText()).put("allowed", true);
      answer.setContentType("application/json");
      answer.getOutputStream().write(JSON.writeValueAsBytes(review));
    }

    private void hold() throws IOException {
      waiting.incrementAndGet();
      try {
        gate.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      } finally {
        waiting.decrementAndGet();
      }
    }
  }
}
