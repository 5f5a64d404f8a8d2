package io.fedbackup.gitsync.yaml;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a value and all parts of it stand: a tree beside that of the JSON, so that no path is kept
 * as text. Immutable once it is built.
 *
 * @param position of the value itself
 * @param fields by name, where it is an object
 * @param items in order, where it is a list
 */
record Places(Position position, Map<String, Places> fields, List<Places> items) {

  static Places ofScalar(Position position) {
    return new Places(position, Map.of(), List.of());
  }

  /** The position at this JSON pointer, else of the nearest parent that is there. */
  Position at(String pointer) {
    Places here = this;
    for (int start = pointer.indexOf('/'); start >= 0; ) {
      int end = pointer.indexOf('/', start + 1);
      Places next = here.child(pointer.substring(start + 1, end < 0 ? pointer.length() : end));
      if (next == null) {
        break;
      }
      here = next;
      start = end;
    }
    return here.position;
  }

  private @Nullable Places child(String step) {
    if (items.isEmpty()) {
      return fields.get(step.replace("~1", "/").replace("~0", "~"));
    }
    try {
      int index = Integer.parseInt(step);
      return index >= 0 && index < items.size() ? items.get(index) : null;
    } catch (NumberFormatException e) {
      return null; // a name where there is a list: the list is the nearest parent
    }
  }
}
