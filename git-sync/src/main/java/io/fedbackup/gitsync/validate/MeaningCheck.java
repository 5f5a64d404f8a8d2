package io.fedbackup.gitsync.validate;

import com.fasterxml.jackson.databind.JsonNode;
import io.fedbackup.gitsync.report.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a schema cannot say: features that do not exist, or not yet. */
final class MeaningCheck {
  /**
   * Fields of the API that this version refuses, by kind. The federation features take them off
   * this list.
   */
  private static final Map<String, List<String>> NOT_YET =
      Map.of(
          "ApplicationCluster", List.of("/spec/access/shoot", "/spec/sharedWith"),
          "BackupLocation",
              List.of(
                  "/spec/encryptionKeySecretRef",
                  "/spec/sync",
                  "/spec/sharedWith",
                  "/spec/clusters/namespaces"),
          "SchedulePolicy", List.of("/spec/sharedWith"),
          "Rule", List.of("/spec/sharedWith"),
          "BackupSchedule",
              List.of(
                  "/spec/clusters/namespaces",
                  "/spec/schedulePolicyRef/namespace",
                  "/spec/locationRef/namespace",
                  "/spec/template/preRuleRef/namespace",
                  "/spec/template/postRuleRef/namespace"),
          "Backup",
              List.of(
                  "/spec/sharedWith",
                  "/spec/clusterRef/namespace",
                  "/spec/locationRef/namespace",
                  "/spec/preRuleRef/namespace",
                  "/spec/postRuleRef/namespace"),
          "GitSync",
              List.of("/spec/verify", "/spec/decryption", "/spec/receiver", "/spec/commitStatus"));

  private final Findings findings;

  MeaningCheck(Findings findings) {
    this.findings = findings;
  }

  void check(String kind, JsonNode root) {
    for (String pointer : NOT_YET.getOrDefault(kind, List.of())) {
      if (!root.at(pointer).isMissingNode()) {
        notYet(pointer, "is not served by this version", "remove the field");
      }
    }
    switch (kind) {
      case "ApplicationCluster" -> refuseValue(root, "/spec/onRemoval/backups", "Remove", "Retain");
      case "SchedulePolicy" -> policy(root);
      case "BackupSchedule" -> template(root, "/spec/template");
      case "Backup" -> {
        refuseValue(root, "/spec/reclaimPolicy", "Delete", "Retain");
        template(root, "/spec");
      }
      default -> {}
    }
  }

  private void policy(JsonNode root) {
    single(root, "/spec/weekly/days", "days");
    single(root, "/spec/monthly/dates", "dates");
  }

  private void single(JsonNode root, String pointer, String what) {
    if (root.at(pointer).size() > 1) {
      notYet(
          pointer + "/1",
          "further " + what + " are not served by this version",
          "write one, or several policies");
    }
  }

  private void refuseValue(JsonNode root, String pointer, String refused, String allowed) {
    if (root.at(pointer).asText().equals(refused)) {
      notYet(pointer, "%s is not served by this version".formatted(refused), "write " + allowed);
    }
  }

  private void notYet(String pointer, String message, String remedy) {
    findings.atKey(pointer, Rule.NOT_YET_SUPPORTED, message, remedy);
  }

  private void template(JsonNode root, String base) {
    for (var option : root.at(base + "/options").properties()) {
      refuse(
          FieldPath.child(base + "/options", option.getKey()),
          Unsupported.optionReason(option.getKey(), option.getValue().asText()));
    }
    JsonNode types = root.at(base + "/resourceTypes");
    for (int i = 0; i < types.size(); i++) {
      refuse(base + "/resourceTypes/" + i, Unsupported.kindReason(types.get(i).asText()));
    }
    JsonNode resources = root.at(base + "/includeResources");
    for (int i = 0; i < resources.size(); i++) {
      refuse(
          base + "/includeResources/" + i + "/kind",
          Unsupported.kindReason(resources.get(i).path("kind").asText()));
    }
  }

  private void refuse(String pointer, Optional<String> reason) {
    reason.ifPresent(why -> findings.atValue(pointer, Rule.UNSUPPORTED, why, "remove it"));
  }
}
