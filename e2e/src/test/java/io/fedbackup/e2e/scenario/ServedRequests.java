package io.fedbackup.e2e.scenario;

import io.fabric8.kubernetes.api.model.flowcontrol.v1.FlowSchemaBuilder;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.ResourcePolicyRule;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.ResourcePolicyRuleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fedbackup.e2e.testbed.ControlPlane;
import java.util.regex.Pattern;

/**
 * Counts what an API server serves to one account. Its metric of all requests does not tell who
 * asked, but the one of flow control does: the account gets a flow of its own. A watch is counted
 * when it begins.
 */
final class ServedRequests {

  private static final String FLOW = "counted";

  /**
   * A flow that is not used yet has no sample, and one that was made late misses what was before.
   */
  private static final Pattern SAMPLE =
      Pattern.compile(
          "^apiserver_flowcontrol_dispatched_requests_total\\{.*flow_schema=\"counted\".*} (\\S+)$",
          Pattern.MULTILINE);

  private final KubernetesClient client;
  private double before;

  /** Counts requests for resources of these groups from now on. */
  ServedRequests(ControlPlane server, String namespace, String account, String... groups) {
    client = server.client();
    client
        .resource(
            new FlowSchemaBuilder()
                .withNewMetadata()
                .withName(FLOW)
                .endMetadata()
                .withNewSpec()
                .withMatchingPrecedence(50)
                .withNewPriorityLevelConfiguration("workload-high")
                .addNewRule()
                .withResourceRules(rule(groups))
                .addNewSubject()
                .withKind("ServiceAccount")
                .withNewServiceAccount(account, namespace)
                .endSubject()
                .endRule()
                .endSpec()
                .build())
        .create();
    before = total();
  }

  private static ResourcePolicyRule rule(String... groups) {
    return new ResourcePolicyRuleBuilder()
        .withVerbs("*")
        .withApiGroups(groups)
        .withResources("*")
        .withNamespaces("*")
        .withClusterScope(true)
        .build();
  }

  /** How many there were since the last question. */
  long newOnes() {
    var now = total();
    var difference = now - before;
    before = now;
    return Math.round(difference);
  }

  private double total() {
    var sample = SAMPLE.matcher(client.raw("/metrics"));
    double total = 0;
    while (sample.find()) {
      total += Double.parseDouble(sample.group(1));
    }
    return total;
  }
}
