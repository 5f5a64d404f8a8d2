package io.fedbackup.gitsync.sops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.SecretKey;

/** Decrypts one Secret: used once. */
public final class SopsDecryption {
  private final SecretKey key;
  private final MessageDigest digest;

  private SopsDecryption(SecretKey key, MessageDigest digest) {
    this.key = key;
    this.digest = digest;
  }

  /**
   * The Secret in the clear, as the API server keeps it: {@code data} as base64, no {@code
   * stringData}, nothing of SOPS.
   *
   * @param secret as it was read, with all fields in their order; is not changed
   * @throws SopsException where no key fits, or anything was changed since it was encrypted
   */
  public static ObjectNode decrypt(ObjectNode secret, AgeKeys keys) throws SopsException {
    JsonNode sops = secret.path(EncryptedSecret.METADATA);
    List<String> files =
        sops.path("age").valueStream().map(file -> file.path("enc").asText()).toList();
    SecretKey key =
        keys.open(files)
            .orElseThrow(
                () ->
                    new SopsException(
                        "none of the keys of spec.decryption opens it; encrypt it for one of their recipients too (sops updatekeys)"));
    try {
      var decryption = new SopsDecryption(key, MessageDigest.getInstance("SHA-512"));
      ObjectNode plain = decryption.object(secret);
      decryption.requireWhole(sops);
      return stored(plain);
    } catch (GeneralSecurityException e) {
      throw new SopsException(
          "it was changed after it was encrypted, or is not complete; encrypt it anew with sops");
    }
  }

  private ObjectNode object(ObjectNode secret) throws GeneralSecurityException {
    ObjectNode plain = secret.objectNode();
    for (Map.Entry<String, JsonNode> field : secret.properties()) {
      if (!field.getKey().equals(EncryptedSecret.METADATA)) {
        plain.set(field.getKey(), node(field.getValue(), field.getKey() + ":"));
      }
    }
    return plain;
  }

  /**
   * A value, decrypted where it is encrypted; every scalar goes into the digest, in order.
   *
   * @param path names from the root, each followed by a colon; elements of lists have none
   */
  private JsonNode node(JsonNode node, String path) throws GeneralSecurityException {
    if (node instanceof ObjectNode object) {
      ObjectNode plain = object.objectNode();
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        plain.set(field.getKey(), node(field.getValue(), path + field.getKey() + ":"));
      }
      return plain;
    }
    if (node.isArray()) {
      var plain = JsonNodeFactory.instance.arrayNode();
      for (JsonNode element : node) {
        plain.add(node(element, path));
      }
      return plain;
    }
    return node.isTextual() && EncryptedValue.looksLike(node.asText())
        ? opened(node.asText(), path)
        : counted(node);
  }

  private JsonNode opened(String text, String path) throws GeneralSecurityException {
    EncryptedValue value =
        EncryptedValue.parse(text).orElseThrow(() -> new GeneralSecurityException("no value"));
    byte[] plain = value.decrypt(key, path.getBytes(StandardCharsets.UTF_8));
    digest.update(plain);
    return TextNode.valueOf(new String(plain, StandardCharsets.UTF_8));
  }

  private JsonNode counted(JsonNode scalar) {
    if (!scalar.isNull()) {
      String text = scalar.isBoolean() ? (scalar.asBoolean() ? "True" : "False") : scalar.asText();
      digest.update(text.getBytes(StandardCharsets.UTF_8));
    }
    return scalar;
  }

  /** SOPS keeps the digest of all values, encrypted together with the time of the last change. */
  private void requireWhole(JsonNode sops) throws GeneralSecurityException {
    EncryptedValue mac =
        EncryptedValue.parse(sops.path("mac").asText())
            .orElseThrow(() -> new GeneralSecurityException("no mac"));
    byte[] where = sops.path("lastmodified").asText().getBytes(StandardCharsets.UTF_8);
    byte[] expected = mac.decrypt(key, where);
    String found = HexFormat.of().withUpperCase().formatHex(digest.digest());
    if (!MessageDigest.isEqual(expected, found.getBytes(StandardCharsets.US_ASCII))) {
      throw new GeneralSecurityException("another mac");
    }
  }

  private static ObjectNode stored(ObjectNode plain) throws SopsException {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> value : plain.path("data").properties()) {
      data.put(value.getKey(), canonical(value.getKey(), value.getValue().asText()));
    }
    for (Map.Entry<String, JsonNode> value : plain.path("stringData").properties()) {
      byte[] bytes = value.getValue().asText().getBytes(StandardCharsets.UTF_8);
      data.put(value.getKey(), Base64.getEncoder().encodeToString(bytes));
    }
    plain.remove("stringData");
    plain.set("data", data);
    return plain;
  }

  /** Without the line breaks that the API server would take out. */
  private static String canonical(String key, String text) throws SopsException {
    try {
      byte[] bytes = Base64.getDecoder().decode(text.replaceAll("[\\r\\n]", ""));
      return Base64.getEncoder().encodeToString(bytes);
    } catch (IllegalArgumentException e) {
      throw new SopsException(
          "data.%s is no base64 after decryption; write plain text into stringData".formatted(key));
    }
  }
}
