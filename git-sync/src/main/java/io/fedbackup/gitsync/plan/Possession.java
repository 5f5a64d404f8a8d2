package io.fedbackup.gitsync.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.fedbackup.gitsync.validate.ObjectKey;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * By what an owner's own objects are known; only those are ever removed. Labels alone do not do:
 * whoever copies an object copies them, and so does whoever makes a GitSync of a former name.
 *
 * @param inventory what the owner had at the end of its last sync, wherever that was
 * @param since when the owner came to be: what was applied before is of another one of its name;
 *     servers tell the second, and what was applied in that one may be of either
 */
public record Possession(Owner owner, Set<ObjectKey> inventory, Instant since) {
  /** The server notes the time of an apply a moment before that of the creation it leads to. */
  private static final Duration MOMENT = Duration.ofSeconds(5);

  /** Copies the set. */
  public Possession {
    inventory = Set.copyOf(inventory);
  }

  /** That of an owner which keeps no inventory and always was. */
  public static Possession withoutInventory(Owner owner) {
    return new Possession(owner, Set.of(), Instant.EPOCH);
  }

  /**
   * Whether the object bears the owner's labels and is its own: the inventory has it, or, where a
   * sync ended before it could write that, the API server knows that it was applied as the owner's.
   */
  public boolean has(LiveObject object) {
    return owner.owns(object.json())
        && (inventory.contains(object.key()) || isApplied(object.json().path("metadata")));
  }

  private boolean isApplied(JsonNode metadata) {
    Instant created =
        time(metadata.path("creationTimestamp")).map(at -> at.minus(MOMENT)).orElse(Instant.EPOCH);
    return metadata
        .path("managedFields")
        .valueStream()
        .filter(Possession::isOfLabels)
        .flatMap(entry -> time(entry.path("time")).stream())
        // a copy with its managedFields has the time of the original
        .anyMatch(at -> at.isAfter(since) && !at.isBefore(created));
  }

  private static boolean isOfLabels(JsonNode entry) {
    return entry.path("manager").asText().equals(Owner.FIELD_MANAGER)
        && entry.path("operation").asText().equals("Apply")
        && entry.path("fieldsV1").path("f:metadata").path("f:labels").has("f:" + Owner.NAME_LABEL);
  }

  private static Optional<Instant> time(JsonNode text) {
    try {
      return text.isTextual() ? Optional.of(Instant.parse(text.asText())) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
