package io.fedbackup.gitsync.yaml;

import com.fasterxml.jackson.databind.JsonNode;

/** One document of a file: its value, and where each part of it stands. Immutable. */
public final class YamlDocument {
  private final JsonNode root;
  private final Places places;
  private final int values;

  YamlDocument(JsonNode root, Places places, int values) {
    this.root = root;
    this.places = places;
    this.values = values;
  }

  /** The value; not to be changed. */
  public JsonNode root() {
    return root;
  }

  /** How many values it has, aliases counted as often as they are used. */
  public int values() {
    return values;
  }

  /** The position of the value at this JSON pointer (RFC 6901), else of its nearest parent. */
  public Position positionOf(String pointer) {
    return places.at(pointer);
  }
}
