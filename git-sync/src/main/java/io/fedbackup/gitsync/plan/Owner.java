package io.fedbackup.gitsync.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * Who applies objects: a GitSync, or a name given on the command line. What it applies bears its
 * labels, by which it is found again; what of that is its own, {@link Possession} tells.
 *
 * @param namespace of the GitSync
 * @param name a DNS label for a GitSync; {@code cli.<name>} for a command line, so that the two
 *     never meet
 */
public record Owner(String namespace, String name) {
  /** Label on every applied object: the namespace of its GitSync. */
  public static final String NAMESPACE_LABEL = "fedbackup.io/git-sync-namespace";

  /** Label on every applied object: the name of its GitSync. */
  public static final String NAME_LABEL = "fedbackup.io/git-sync-name";

  /** The field manager of everything that is applied from Git. */
  public static final String FIELD_MANAGER = "fedbackup-git-sync";

  private static final String COMMAND_LINE = "cli.";

  /** The owner that a command line stands for. */
  public static Owner ofCommandLine(String namespace, String name) {
    return new Owner(namespace, COMMAND_LINE + name);
  }

  /** Whose labels the object bears, if anybody's. */
  public static Optional<Owner> of(JsonNode object) {
    JsonNode labels = object.path("metadata").path("labels");
    String namespace = labels.path(NAMESPACE_LABEL).asText();
    String name = labels.path(NAME_LABEL).asText();
    return namespace.isEmpty() || name.isEmpty()
        ? Optional.empty()
        : Optional.of(new Owner(namespace, name));
  }

  /** A label selector for its objects. */
  public String selector() {
    return NAMESPACE_LABEL + "=" + namespace + "," + NAME_LABEL + "=" + name;
  }

  /** Whether the object bears its labels. */
  public boolean owns(JsonNode object) {
    return of(object).filter(this::equals).isPresent();
  }

  /** As people are told: {@code GitSync team/fleet}. */
  @Override
  public String toString() {
    return name.startsWith(COMMAND_LINE)
        ? "command line owner %s/%s".formatted(namespace, name.substring(COMMAND_LINE.length()))
        : "GitSync %s/%s".formatted(namespace, name);
  }

  /**
   * A copy of the object as it is applied: with its labels, and without annotations and a Secret's
   * data where they are empty. The API server does not keep those, so the object would never be as
   * wanted.
   */
  ObjectNode label(ObjectNode object) {
    ObjectNode copy = object.deepCopy();
    ObjectNode metadata = copy.withObjectProperty("metadata");
    removeEmpty(metadata, "annotations");
    removeEmpty(copy, "data");
    ObjectNode labels = metadata.withObjectProperty("labels");
    labels.put(NAMESPACE_LABEL, namespace);
    labels.put(NAME_LABEL, name);
    return copy;
  }

  private static void removeEmpty(ObjectNode object, String field) {
    if (object.path(field).isEmpty()) {
      object.remove(field);
    }
  }
}
