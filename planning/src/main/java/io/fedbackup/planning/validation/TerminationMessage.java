package io.fedbackup.planning.validation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fedbackup.api.v1alpha1.CloudIdentity;
import io.fedbackup.api.v1alpha1.ObjectLockStatus;
import io.fedbackup.api.v1alpha1.Patterns;
import io.fedbackup.planning.outcome.Messages;
import io.fedbackup.planning.reason.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the agent's termination message, which is whatever the cluster says it is. */
final class TerminationMessage {
  /** What a kubelet keeps. */
  static final int MAXIMUM_BYTES = 4096;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int RETENTION_LENGTH = 64;
  private static final Pattern GUID = Pattern.compile(Patterns.GUID);

  /** Reasons that an agent may give. */
  static final Set<Reason> FAILURES =
      Set.of(
          Reason.ACCOUNT_NOT_FOUND,
          Reason.CONTAINER_NOT_FOUND,
          Reason.IDENTITY_MISMATCH,
          Reason.IDENTITY_NOT_FEDERATED,
          Reason.IDENTITY_NOT_FOUND,
          Reason.NETWORK_BLOCKED,
          Reason.READ_ONLY,
          Reason.ROLE_MISSING,
          Reason.TIMED_OUT,
          Reason.TOKEN_NOT_PROJECTED,
          Reason.UNKNOWN);

  private TerminationMessage() {}

  /** The verdict in it; empty if there is none that can be understood. */
  static Optional<Verdict> read(@Nullable String message) {
    if (message == null || message.getBytes(StandardCharsets.UTF_8).length > MAXIMUM_BYTES) {
      return Optional.empty();
    }
    try {
      JsonNode json = JSON.readTree(message);
      return "validate".equals(json.path("verb").asText()) ? verdict(json) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty(); // not the agent's words; the pod's own state explains
    }
  }

  private static Optional<Verdict> verdict(JsonNode json) {
    return switch (json.path("verdict").asText()) {
      case "Valid" ->
          Optional.of(new Verdict(Reason.VALID, "", "", identity(json), objectLock(json)));
      case "Failed" -> Optional.of(failure(json));
      default -> Optional.empty();
    };
  }

  private static Verdict failure(JsonNode json) {
    String named = json.path("reason").asText();
    Reason reason = Reason.fromWireName(named).filter(FAILURES::contains).orElse(Reason.UNKNOWN);
    String remedy = json.path("remedy").asText();
    return new Verdict(
        reason,
        json.path("message").asText(),
        remedy.isBlank() ? reason.remedy() : remedy,
        identity(json),
        objectLock(json));
  }

  private static @Nullable CloudIdentity identity(JsonNode json) {
    String client = guid(json.path("identity").path("clientID"));
    String tenant = guid(json.path("identity").path("tenantID"));
    return client == null && tenant == null ? null : new CloudIdentity(client, tenant);
  }

  private static @Nullable String guid(JsonNode value) {
    String text = value.asText();
    return GUID.matcher(text).matches() ? text : null;
  }

  private static @Nullable ObjectLockStatus objectLock(JsonNode json) {
    JsonNode lock = json.path("objectLock");
    if (!lock.isObject()) {
      return null;
    }
    String retention = Messages.cut(lock.path("retention").asText(), RETENTION_LENGTH);
    return new ObjectLockStatus(
        flag(lock.path("enabled")),
        retention.isEmpty() ? null : retention,
        flag(lock.path("versioning")));
  }

  private static @Nullable Boolean flag(JsonNode value) {
    return value.isBoolean() ? value.booleanValue() : null;
  }
}
