package io.fedbackup.planning.drift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.function.Predicate;

/**
 * Compares what is wanted with what is there, on the fields that one field manager owns.
 *
 * <p>Fields of others are none of our business: Stork rewrites specs by plain update and adds the
 * zero value of every field that it knows. What we own and no longer want is a difference too,
 * because the next apply would remove it. Numbers count by their value.
 *
 * <p>Promise: when {@link Comparison#equal()} holds, applying leaves the object's resourceVersion
 * as it is. A tolerant comparison breaks it where keeping it would mean an endless quarrel with
 * Stork: there nothing, null, {@code {}} and {@code []} are the same, and zero values that were
 * added inside of a list that is replaced as a whole do not count.
 *
 * <p>Immutable and thread-safe. No I/O.
 */
public final class OwnedFields {
  /** The field manager of everything that fedbackup applies. */
  public static final String FEDBACKUP = "fedbackup";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String manager;
  private final boolean exact;

  /** Compares tolerantly on the fields owned by {@code manager}, of objects that Stork rewrites. */
  public OwnedFields(String manager) {
    this(manager, false);
  }

  private OwnedFields(String manager, boolean exact) {
    this.manager = manager;
    this.exact = exact;
  }

  /**
   * Compares exactly on the fields owned by {@code manager}, of objects that nobody else rewrites.
   */
  public static OwnedFields exact(String manager) {
    return new OwnedFields(manager, true);
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
    return compareTrees(wanted, live, _ -> false);
  }

  /**
   * As {@link #compareTrees(JsonNode, JsonNode)}, by who knows the schema.
   *
   * @param mergedByField whether the server merges the object at a place, named by the keys of
   *     managedFields, field by field: who owns it as a leaf then owns nothing in it. Asked in
   *     exact comparisons only
   */
  public Comparison compareTrees(
      JsonNode wanted, JsonNode live, Predicate<List<String>> mergedByField) {
    var managers = FieldManagers.of(live, manager);
    var how = new Walk.How("Secret".equals(kind(wanted)), exact, mergedByField);
    return new Walk(managers, how).compare(wanted, live);
  }

  private static String kind(JsonNode object) {
    return object.path("kind").asText("");
  }
}
