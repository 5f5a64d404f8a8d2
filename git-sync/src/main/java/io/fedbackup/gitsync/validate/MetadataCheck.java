package io.fedbackup.gitsync.validate;

import com.fasterxml.jackson.databind.JsonNode;
import io.fedbackup.gitsync.report.Rule;
import java.util.Set;
import java.util.regex.Pattern;

/** Names, labels and annotations, and the metadata that only others write. */
final class MetadataCheck {
  private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern DNS_SUBDOMAIN = Pattern.compile("[a-z0-9]([-a-z0-9.]*[a-z0-9])?");
  private static final Pattern NAME_PART =
      Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?");
  private static final Set<String> ALLOWED = Set.of("name", "namespace", "labels", "annotations");
  private static final String OWN_PREFIX = "fedbackup.io/";

  /** Of our own annotations, the ones that people write. */
  private static final Set<String> FOR_PEOPLE =
      Set.of(
          "fedbackup.io/requested-at",
          "fedbackup.io/sync-requested-at",
          "fedbackup.io/refresh-requested-at",
          "fedbackup.io/confirm");

  private static final int LABEL_LENGTH = 63;
  private static final int PREFIX_LENGTH = 253;
  private static final int ANNOTATIONS_BYTES = 256 * 1024;

  private final Findings findings;

  MetadataCheck(Findings findings) {
    this.findings = findings;
  }

  void check(JsonNode root) {
    JsonNode metadata = root.path("metadata");
    if (!metadata.isObject()) {
      findings.atKey(
          "/metadata", Rule.MISSING_FIELD, "metadata with a name is missing", "add metadata.name");
      return;
    }
    metadata.fieldNames().forEachRemaining(this::refuseForeign);
    name(metadata.path("name"), "/metadata/name", true);
    name(metadata.path("namespace"), "/metadata/namespace", false);
    entries(metadata.path("labels"), "/metadata/labels", true);
    entries(metadata.path("annotations"), "/metadata/annotations", false);
  }

  private void refuseForeign(String field) {
    if (!ALLOWED.contains(field)) {
      findings.atKey(
          FieldPath.child("/metadata", field),
          Rule.RESERVED,
          "metadata.%s is not for Git".formatted(FieldPath.cut(field)),
          "remove it; allowed: name, namespace, labels, annotations");
    }
  }

  private void name(JsonNode value, String pointer, boolean required) {
    if (value.isMissingNode() && !required) {
      return;
    }
    String text = value.isTextual() ? value.asText() : "";
    if (text.length() > LABEL_LENGTH || !DNS_LABEL.matcher(text).matches()) {
      findings.atValue(
          pointer,
          value.isMissingNode() ? Rule.MISSING_FIELD : Rule.INVALID_NAME,
          "'%s' is not a name".formatted(FieldPath.cut(text)),
          "use lower case letters, digits and '-', at most 63 characters");
    }
  }

  private void entries(JsonNode map, String pointer, boolean labels) {
    if (map.isMissingNode()) {
      return;
    }
    if (!map.isObject()) {
      findings.atValue(pointer, Rule.WRONG_TYPE, "must be an object of strings", "");
      return;
    }
    int bytes = 0;
    for (var entry : map.properties()) {
      String at = FieldPath.child(pointer, entry.getKey());
      key(entry.getKey(), at);
      reserved(entry.getKey(), at, labels);
      value(entry.getValue(), at, labels);
      bytes += entry.getKey().length() + entry.getValue().asText().length();
    }
    if (bytes > ANNOTATIONS_BYTES) {
      findings.atKey(pointer, Rule.TOO_LARGE, "more than 256 KiB", "make it smaller");
    }
  }

  private void key(String key, String pointer) {
    int slash = key.indexOf('/');
    String prefix = slash < 0 ? "" : key.substring(0, slash);
    String name = key.substring(slash + 1);
    boolean good =
        name.length() <= LABEL_LENGTH
            && NAME_PART.matcher(name).matches()
            && (slash < 0
                || (prefix.length() <= PREFIX_LENGTH && DNS_SUBDOMAIN.matcher(prefix).matches()));
    if (!good) {
      findings.atKey(
          pointer,
          Rule.INVALID_NAME,
          "'%s' is not a key for labels and annotations".formatted(FieldPath.cut(key)),
          "use [prefix/]name; letters, digits, '-', '_' and '.', at most 63 characters in the name");
    }
  }

  private void reserved(String key, String pointer, boolean label) {
    if (key.startsWith(OWN_PREFIX) && (label || !FOR_PEOPLE.contains(key))) {
      findings.atKey(
          pointer,
          Rule.RESERVED,
          "'%s' is written by fedbackup only".formatted(FieldPath.cut(key)),
          "remove it");
    }
  }

  private void value(JsonNode value, String pointer, boolean label) {
    if (!value.isTextual()) {
      findings.atValue(pointer, Rule.WRONG_TYPE, "must be a string", "put it in quotes");
      return;
    }
    String text = value.asText();
    boolean good =
        text.isEmpty() || (text.length() <= LABEL_LENGTH && NAME_PART.matcher(text).matches());
    if (label && !good) {
      findings.atValue(
          pointer,
          Rule.INVALID_NAME,
          "'%s' is not a label value".formatted(FieldPath.cut(text)),
          "use letters, digits, '-', '_' and '.', at most 63 characters");
    }
  }
}
