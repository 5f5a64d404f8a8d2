package io.fedbackup.gitsync.preview;

import com.fasterxml.jackson.databind.JsonNode;
import io.fedbackup.gitsync.validate.ObjectKey;
import java.util.List;
import java.util.Optional;

/**
 * What happens to one object.
 *
 * @param fields how it changes, or what it will be; empty where it is removed
 */
public record ObjectChange(Action action, ObjectKey key, List<FieldChange> fields) {

  /** What is done to an object. */
  public enum Action {
    /** It is not there. */
    CREATE("created", "+"),
    /** It is there and differs. */
    CHANGE("changed", "~"),
    /** It left the directory. */
    REMOVE("removed", "-");

    private final String word;
    private final String sign;

    Action(String word, String sign) {
      this.word = word;
      this.sign = sign;
    }

    /** The word in output. */
    public String word() {
      return word;
    }

    /** The sign in text, as in a diff. */
    public String sign() {
      return sign;
    }
  }

  /** Copies the list. */
  public ObjectChange {
    fields = List.copyOf(fields);
  }

  /** An object that leaves. */
  public static ObjectChange removal(ObjectKey key) {
    return new ObjectChange(Action.REMOVE, key, List.of());
  }

  /**
   * What a dry run came to; empty where nothing that an apply writes would differ.
   *
   * @param before as it is, if it is there
   * @param after as the dry run gave it
   */
  public static Optional<ObjectChange> of(
      ObjectKey key, Optional<JsonNode> before, JsonNode after) {
    if (before.isEmpty()) {
      return Optional.of(new ObjectChange(Action.CREATE, key, FieldChanges.ofNew(after)));
    }
    List<FieldChange> fields = FieldChanges.between(before.get(), after);
    return fields.isEmpty()
        ? Optional.empty()
        : Optional.of(new ObjectChange(Action.CHANGE, key, fields));
  }
}
