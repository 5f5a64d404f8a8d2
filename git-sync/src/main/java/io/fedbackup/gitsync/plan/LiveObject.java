package io.fedbackup.gitsync.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.fedbackup.gitsync.validate.ObjectKey;
import java.util.Optional;

/**
 * An object as the API server has it.
 *
 * @param json with managedFields; not to be changed
 */
public record LiveObject(ObjectKey key, JsonNode json) {

  /** From the server's answer. */
  public static LiveObject of(String kind, JsonNode json) {
    JsonNode metadata = json.path("metadata");
    return new LiveObject(
        new ObjectKey(
            kind, metadata.path("namespace").asText(""), metadata.path("name").asText("")),
        json);
  }

  /** Its UID. */
  public String uid() {
    return json.path("metadata").path("uid").asText("");
  }

  /** Its resource version at the time it was read. */
  public String resourceVersion() {
    return json.path("metadata").path("resourceVersion").asText("");
  }

  /** Whose labels it bears, if anybody's. */
  public Optional<Owner> owner() {
    return Owner.of(json);
  }

  /** Whether it waits for its finalizers. */
  public boolean isBeingRemoved() {
    return json.path("metadata").hasNonNull("deletionTimestamp");
  }
}
