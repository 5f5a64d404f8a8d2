package io.fedbackup.gitsync.sops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What can be said of an encrypted Secret without a key: whether everything secret is encrypted,
 * nothing else is, and this version can decrypt it. Pure.
 */
public final class EncryptedSecret {
  /** Under this name SOPS keeps what it needs to decrypt. */
  public static final String METADATA = "sops";

  static final List<String> SECRET_FIELDS = List.of("data", "stringData");

  private static final String ENCRYPT_ANEW =
      "encrypt it with: sops --encrypt --age RECIPIENT --encrypted-regex '^(data|stringData)$'";

  private EncryptedSecret() {}

  /**
   * Something that is wrong.
   *
   * @param pointer to the field
   */
  public record Flaw(String pointer, String message, String remedy) {}

  /** Whether a document has been through SOPS. */
  public static boolean isEncrypted(JsonNode document) {
    return document.path(METADATA).isObject();
  }

  /** The first flaw, if there is one; shows no value. */
  public static Optional<Flaw> flaw(ObjectNode secret) {
    return clear(secret)
        .or(() -> encryptedElsewhere("", secret))
        .or(() -> metadata(secret.path(METADATA)));
  }

  /** A value that is not encrypted text; SOPS leaves an empty one as it is. */
  private static Optional<Flaw> clear(ObjectNode secret) {
    for (String field : SECRET_FIELDS) {
      JsonNode values = secret.path(field);
      if (!values.isMissingNode() && !values.isObject()) {
        return Optional.of(new Flaw("/" + field, field + " is no object", ENCRYPT_ANEW));
      }
      for (Map.Entry<String, JsonNode> value : values.properties()) {
        if (!isSealed(value.getValue())) {
          return Optional.of(
              new Flaw(
                  "/" + field,
                  "a value of %s is not encrypted, or is no text".formatted(field),
                  "replace what it holds, for it stays in the history, and " + ENCRYPT_ANEW));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isSealed(JsonNode value) {
    return value.isTextual()
        && (value.asText().isEmpty()
            || EncryptedValue.parse(value.asText())
                .filter(it -> it.type().equals("str"))
                .isPresent());
  }

  private static Optional<Flaw> encryptedElsewhere(String pointer, JsonNode node) {
    if (node.isTextual()) {
      return EncryptedValue.looksLike(node.asText())
          ? Optional.of(
              new Flaw(pointer, "only data and stringData may be encrypted", ENCRYPT_ANEW))
          : Optional.empty();
    }
    for (Map.Entry<String, JsonNode> child : node.properties()) {
      boolean known =
          pointer.isEmpty()
              && (SECRET_FIELDS.contains(child.getKey()) || child.getKey().equals(METADATA));
      Optional<Flaw> flaw =
          known
              ? Optional.empty()
              : encryptedElsewhere(pointer + "/" + child.getKey(), child.getValue());
      if (flaw.isPresent()) {
        return flaw;
      }
    }
    return Optional.empty();
  }

  private static Optional<Flaw> metadata(JsonNode sops) {
    if (sops.has("key_groups") || sops.path("shamir_threshold").asInt() > 0) {
      return flawed("the key is split among groups, which is not supported");
    }
    if (sops.path("mac_only_encrypted").asBoolean()) {
      return flawed("mac_only_encrypted leaves the rest open to changes, and is not supported");
    }
    JsonNode age = sops.path("age");
    boolean keys =
        age.isArray()
            && !age.isEmpty()
            && age.valueStream().allMatch(key -> key.path("enc").isTextual());
    if (!keys) {
      return flawed("it is not encrypted for age keys");
    }
    return sops.path("mac").isTextual() && sops.path("lastmodified").isTextual()
        ? Optional.empty()
        : flawed("mac or lastmodified is missing");
  }

  private static Optional<Flaw> flawed(String message) {
    return Optional.of(new Flaw("/" + METADATA, message, ENCRYPT_ANEW));
  }
}
