package io.fedbackup.gitsync.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One node of a structural schema. Immutable.
 *
 * @param type what the value must be
 * @param nullable whether {@code null} is a value
 * @param properties the named fields, in the schema's order
 * @param additional the schema of entries of a map, where it is one
 * @param preserveUnknown whether fields without schema are kept
 * @param items the schema of elements, where it is a list
 * @param required names of fields that must be there
 * @param limits what bounds the value
 * @param lists how lists and maps merge in server-side apply
 * @param defaultValue what the API server fills in
 * @param rules CEL expressions of this node, evaluated by the API server
 */
public record Schema(
    Type type,
    boolean nullable,
    Map<String, Schema> properties,
    Optional<Schema> additional,
    boolean preserveUnknown,
    Optional<Schema> items,
    Set<String> required,
    Limits limits,
    Merging lists,
    Optional<JsonNode> defaultValue,
    List<CelRule> rules) {

  /** JSON types, and Kubernetes' two additions. */
  public enum Type {
    OBJECT("an object"),
    ARRAY("a list"),
    STRING("a string"),
    INTEGER("an integer"),
    NUMBER("a number"),
    BOOLEAN("true or false"),
    INT_OR_STRING("an integer or a string"),
    ANY("anything");

    private final String words;

    Type(String words) {
      this.words = words;
    }

    /** For messages: "an object", "a list". */
    public String words() {
      return words;
    }
  }

  /** Bounds of a value; absent ones do not bound. */
  public record Limits(
      List<JsonNode> enumeration,
      Optional<Pattern> pattern,
      Optional<Double> minimum,
      Optional<Double> maximum,
      Optional<Integer> minLength,
      Optional<Integer> maxLength,
      Optional<Integer> minItems,
      Optional<Integer> maxItems,
      Optional<Integer> minProperties,
      Optional<Integer> maxProperties,
      Optional<String> format) {}

  /** Topology for server-side apply. */
  public record Merging(ListType listType, List<String> listMapKeys, boolean atomicMap) {}

  /** {@code x-kubernetes-list-type}. */
  public enum ListType {
    ATOMIC,
    SET,
    MAP
  }

  /**
   * One {@code x-kubernetes-validations} entry.
   *
   * @param transition whether it compares with {@code oldSelf}
   */
  public record CelRule(String rule, String message, String fieldPath, boolean transition) {}

  /** The schema of a field by name: a property, an entry of a map, or empty where there is none. */
  public Optional<Schema> field(String name) {
    Schema property = properties.get(name);
    return property != null ? Optional.of(property) : additional;
  }

  /**
   * Whether the API server merges the object at a place field by field, and does not replace it as
   * a whole; false where the schema says nothing of the place.
   *
   * @param steps keys of managedFields, such as {@code f:spec} and {@code k:{"name":"a"}}
   */
  public boolean mergesFieldsAt(List<String> steps) {
    Optional<Schema> at = Optional.of(this);
    for (String step : steps) {
      at =
          at.flatMap(
              schema -> step.startsWith("f:") ? schema.field(step.substring(2)) : schema.items());
    }
    return at.filter(it -> it.type() == Type.OBJECT && !it.lists().atomicMap()).isPresent();
  }
}
