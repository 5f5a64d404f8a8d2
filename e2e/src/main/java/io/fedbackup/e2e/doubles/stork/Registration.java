package io.fedbackup.e2e.doubles.stork;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fedbackup.e2e.testbed.Definitions;
import java.util.Locale;
import java.util.Map;

/**
 * What Stork writes when it starts: its CRDs, without any schema and without a status subresource,
 * where they do not exist; ConfigMaps; the default policies.
 */
final class Registration {

  private static final String CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
  private static final String CONFIG_MAPS = "/api/v1/namespaces/kube-system/configmaps";

  private final KubernetesClient client;
  private final StorkApi api;
  private final StorkSettings settings;

  Registration(KubernetesClient client, StorkApi api, StorkSettings settings) {
    this.client = client;
    this.api = api;
    this.settings = settings;
  }

  void run() {
    Kinds.ALL.forEach(this::register);
    Kinds.ALL.forEach(kind -> Definitions.awaitEstablished(client, kind.crdName()));
    configMap("stork-version", Map.of("version", settings.version()));
    configMap(
        "stork-controller-config",
        Map.of(
            "admin-ns",
            settings.adminNamespace(),
            "service-account",
            "stork",
            "stork-deploy-ns",
            settings.deployNamespace(),
            "large-resource-size-limit",
            "1048576"));
    configMap("kdmp-config", Map.of());
    configMap("stork-objlock-config", Map.of());
    defaultPolicies();
  }

  private void register(Kinds kind) {
    if (api.get(CRDS + "/" + kind.crdName()).isEmpty()) {
      client.resource(definition(kind)).create();
    }
  }

  private static CustomResourceDefinition definition(Kinds kind) {
    return new CustomResourceDefinitionBuilder()
        .withNewMetadata()
        .withName(kind.crdName())
        .endMetadata()
        .withNewSpec()
        .withGroup(Kinds.GROUP)
        .withScope(kind.namespaced() ? "Namespaced" : "Cluster")
        .withNewNames()
        .withKind(kind.kind())
        .withPlural(kind.plural())
        .withSingular(kind.kind().toLowerCase(Locale.ROOT))
        .endNames()
        .addNewVersion()
        .withName(Kinds.VERSION)
        .withServed(true)
        .withStorage(true)
        .withNewSchema()
        .withNewOpenAPIV3Schema()
        .withType("object")
        .withXKubernetesPreserveUnknownFields(true)
        .endOpenAPIV3Schema()
        .endSchema()
        .endVersion()
        .endSpec()
        .build();
  }

  private void configMap(String name, Map<String, String> data) {
    var map = StorkApi.JSON.createObjectNode();
    map.put("apiVersion", "v1").put("kind", "ConfigMap");
    map.putObject("metadata").put("name", name).put("namespace", "kube-system");
    map.set("data", StorkApi.JSON.valueToTree(data));
    api.put(CONFIG_MAPS, name, map);
  }

  private void defaultPolicies() {
    policy("migration", policy -> policy.putObject("interval").put("intervalMinutes", 30));
    policy("interval", policy -> policy.putObject("interval").put("intervalMinutes", 15));
    policy("daily", policy -> policy.putObject("daily").put("time", "12:00AM"));
    policy(
        "weekly", policy -> policy.putObject("weekly").put("day", "Sunday").put("time", "12:00AM"));
    policy("monthly", policy -> policy.putObject("monthly").put("date", 15).put("time", "12:00AM"));
  }

  private void policy(String name, java.util.function.Consumer<ObjectNode> content) {
    var full = "default-" + name + "-policy";
    if (api.get(Kinds.SCHEDULE_POLICY.path("", full)).isPresent()) {
      return;
    }
    var policy = StorkApi.JSON.createObjectNode();
    policy.put("apiVersion", Kinds.GROUP + "/" + Kinds.VERSION).put("kind", "SchedulePolicy");
    policy.putObject("metadata").put("name", full);
    content.accept(policy.putObject("policy"));
    api.create(Kinds.SCHEDULE_POLICY.everywhere(), policy);
  }
}
