package io.fedbackup.planning.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A place in an object: as people write it, and as managedFields name it.
 *
 * @param path for people
 * @param steps keys of the fieldsV1 trees
 * @param parent last but one field name, empty at the top
 * @param field last field name, empty at the top
 */
record Place(String path, List<String> steps, String parent, String field) {
  static final Place ROOT = new Place("", List.of(), "", "");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+");

  Place child(String name) {
    var plain = PLAIN.matcher(name).matches();
    var shown = plain ? (path.isEmpty() ? name : path + "." + name) : path + "[\"" + name + "\"]";
    return new Place(shown, with("f:" + name), field, name);
  }

  /** An item of a list that the server merges; {@code step} is its key in fieldsV1. */
  Place item(String shown, String step) {
    return new Place(path + "[" + shown + "]", with(step), parent, field);
  }

  private List<String> with(String step) {
    var longer = new ArrayList<>(steps);
    longer.add(step);
    return List.copyOf(longer);
  }
}
