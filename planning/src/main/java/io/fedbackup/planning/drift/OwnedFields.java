package io.fedbackup.planning.drift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Compares what is wanted with what is there, on the fields that one field manager owns.
 *
 * <p>Fields of others are none of our business: Stork rewrites specs by plain update and adds the
 * zero value of every field that it knows. What we own and no longer want is a difference too,
 * because the next apply would remove it. Nothing, null, {@code {}} and {@code []} are the same;
 * zero values that were added inside of a list that is replaced as a whole do not count.
 *
 * <p>Promise: when {@link Comparison#equal()} holds for an object without empty containers, null
 * and omitted zero values inside of lists, applying it leaves its resourceVersion as it is.
 *
 * <p>Immutable and thread-safe. No I/O.
 */
public final class OwnedFields {
  /** The field manager of everything that fedbackup applies. */
  public static final String FEDBACKUP = "fedbackup";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String manager;

  /** Compares on the fields owned by {@code manager}. */
  public OwnedFields(String manager) {
    this.manager = manager;
  }

  /**
   * Compares two objects of any serializable kind, for example fabric8 resources.
   *
   * @param wanted as it would be applied
   * @param live as the server gave it, with managedFields
   */
  public Comparison compare(Object wanted, Object live) {
    return compareTrees(JSON.valueToTree(wanted), JSON.valueToTree(live));
  }

  /** As {@link #compare(Object, Object)}, for JSON trees. Neither is changed. */
  public Comparison compareTrees(JsonNode wanted, JsonNode live) {
    var walk = new Walk(FieldManagers.of(live, manager), "Secret".equals(kind(wanted)));
    return walk.compare(wanted, live);
  }

  private static String kind(JsonNode object) {
    return object.path("kind").asText("");
  }
}
