package io.fedbackup.agent.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fedbackup.agent.result.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/**
 * The service account token that the kubelet projected into the pod. Its claims are read without
 * verification: they only serve to say what would have to be registered, and Entra ID verifies
 * them.
 */
final class ProjectedToken {

  /** Longer files are no service account tokens. */
  static final int LONGEST = 64 * 1024;

  private static final int CLAIM_LIMIT = 160;
  private static final int JWT_PARTS = 3;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String value;
  private final JsonNode claims;

  private ProjectedToken(String value, JsonNode claims) {
    this.value = value;
    this.claims = claims;
  }

  /**
   * Reads the token.
   *
   * @return empty when the file is empty
   * @throws IOException the file is not there, not readable, or too long
   */
  static Optional<ProjectedToken> read(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      var bytes = in.readNBytes(LONGEST + 1);
      if (bytes.length > LONGEST) {
        throw new IOException("longer than " + LONGEST + " bytes");
      }
      var text = new String(bytes, StandardCharsets.UTF_8).strip();
      return text.isEmpty() ? Optional.empty() : Optional.of(parse(text));
    }
  }

  static ProjectedToken parse(String value) {
    return new ProjectedToken(value, claims(value));
  }

  private static JsonNode claims(String jwt) {
    var parts = jwt.split("\\.", -1);
    if (parts.length != JWT_PARTS) {
      return JSON.createObjectNode();
    }
    try {
      return JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
    } catch (IOException | IllegalArgumentException e) {
      return JSON.createObjectNode();
    }
  }

  /** Returns the token itself: a secret. */
  String value() {
    return value;
  }

  /** Returns the issuer, {@code (unreadable)} when there is none. */
  String issuer() {
    return claim(claims.path("iss"));
  }

  /** Returns the subject, {@code (unreadable)} when there is none. */
  String subject() {
    return claim(claims.path("sub"));
  }

  /** Returns the first audience, {@code (unreadable)} when there is none. */
  String audience() {
    var audience = claims.path("aud");
    return claim(audience.isArray() ? audience.path(0) : audience);
  }

  private static String claim(JsonNode node) {
    var text = Text.line(node.asText(""), CLAIM_LIMIT);
    return text.isEmpty() ? "(unreadable)" : text;
  }

  @Override
  public String toString() {
    return "ProjectedToken[issuer=%s, subject=%s]".formatted(issuer(), subject());
  }
}
