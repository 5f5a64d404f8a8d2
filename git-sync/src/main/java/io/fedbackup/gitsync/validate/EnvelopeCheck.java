package io.fedbackup.gitsync.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fedbackup.gitsync.report.Rule;
import io.fedbackup.gitsync.schema.Catalog;
import io.fedbackup.gitsync.schema.ResourceKind;
import io.fedbackup.gitsync.sops.EncryptedSecret;
import java.util.Optional;

/** What makes a document an object: kind, version, name, and nothing that others write. */
final class EnvelopeCheck {
  private final Catalog catalog;
  private final Findings findings;

  EnvelopeCheck(Catalog catalog, Findings findings) {
    this.catalog = catalog;
    this.findings = findings;
  }

  /** The document's kind, where it is one that may stand in Git. */
  Optional<ResourceKind> kind(JsonNode root) {
    if (!root.isObject()) {
      findings.atValue(
          "", Rule.WRONG_TYPE, "a document must be an object with apiVersion and kind", "");
      return Optional.empty();
    }
    String kind = root.path("kind").asText("");
    String apiVersion = root.path("apiVersion").asText("");
    if (kind.isEmpty() || apiVersion.isEmpty()) {
      findings.atValue(
          "",
          Rule.MISSING_FIELD,
          "apiVersion and kind are missing or not strings",
          "every YAML file below the path must hold objects; move other files elsewhere");
      return Optional.empty();
    }
    if (kind.equals("Secret") && !apiVersion.contains("/") && !isSealed(root)) {
      return Optional.empty();
    }
    return known(kind, apiVersion);
  }

  private Optional<ResourceKind> known(String kind, String apiVersion) {
    Optional<ResourceKind> known = catalog.find(kind);
    if (known.isEmpty() || !known.get().isOfGroup(apiVersion)) {
      findings.atValue(
          "/kind",
          Rule.UNKNOWN_KIND,
          "kind %s of %s is not accepted".formatted(FieldPath.cut(kind), FieldPath.cut(apiVersion)),
          "allowed: " + String.join(", ", catalog.names()));
      return Optional.empty();
    }
    if (!known.get().apiVersion().equals(apiVersion)) {
      findings.atValue(
          "/apiVersion",
          Rule.UNKNOWN_KIND,
          "version %s is not served".formatted(FieldPath.cut(apiVersion)),
          "allowed: " + known.get().apiVersion());
      return Optional.empty();
    }
    return known;
  }

  /** Whether a Secret shows nothing; nothing else is looked at in one that does. */
  private boolean isSealed(JsonNode root) {
    if (!(root instanceof ObjectNode secret) || !EncryptedSecret.isEncrypted(root)) {
      findings.atValue(
          "/kind",
          Rule.SECRET_IN_GIT,
          "a Secret in the clear must not lie in Git",
          "remove it, replace what it holds, for it stays in the history, and encrypt it with SOPS,"
              + " or create it on the backup cluster by other means");
      return false;
    }
    Optional<EncryptedSecret.Flaw> flaw = EncryptedSecret.flaw(secret);
    flaw.ifPresent(
        it -> findings.atValue(it.pointer(), Rule.SECRET_IN_GIT, it.message(), it.remedy()));
    return flaw.isEmpty();
  }
}
