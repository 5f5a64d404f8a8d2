package io.fedbackup.gitsync.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * One document of a file: its value, and where each part of it stands.
 *
 * @param root the value; not to be changed
 * @param positions by JSON pointer (RFC 6901); the root's is the empty string
 */
public record YamlDocument(JsonNode root, Map<String, Position> positions) {

  /** The position of the value at this pointer, else of its nearest parent. */
  public Position positionOf(String pointer) {
    String at = pointer;
    while (true) {
      Position position = positions.get(at);
      if (position != null) {
        return position;
      }
      int slash = at.lastIndexOf('/');
      if (slash < 0) {
        return new Position(1, 1, 1, 1);
      }
      at = at.substring(0, slash);
    }
  }
}
