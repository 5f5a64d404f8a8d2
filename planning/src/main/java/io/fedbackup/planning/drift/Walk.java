package io.fedbackup.planning.drift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One comparison: walks wanted, live, owned and structure trees side by side. Used once. */
final class Walk {
  private static final int MOST_DIFFERENCES = 50;
  private static final int LONGEST_VALUE = 256;
  private static final Set<String> IDENTITY =
      Set.of("apiVersion", "kind", "metadata.name", "metadata.namespace");

  /** The trees at one place. */
  private record Trees(JsonNode want, JsonNode have, JsonNode owned, JsonNode structure) {
    Trees field(String name) {
      var step = "f:" + name;
      return new Trees(want.path(name), have.path(name), owned.path(step), structure.path(step));
    }

    boolean isOwned() {
      return !owned.isMissingNode();
    }

    /** The server replaces it as a whole: some manager owns it as a leaf. */
    boolean atomic() {
      return !structure.isMissingNode() && structure.isEmpty();
    }

    boolean mergedByKey() {
      for (var name : structure.properties()) {
        if (name.getKey().startsWith("k:") || name.getKey().startsWith("v:")) {
          return true;
        }
      }
      return false;
    }
  }

  /**
   * How to compare.
   *
   * @param secret whether values are hidden
   * @param exact whether what is only written differently has to be applied
   * @param mergedByField whether the schema has the object at a place merged field by field
   */
  record How(boolean secret, boolean exact, Predicate<List<String>> mergedByField) {}

  private final FieldManagers managers;
  private final boolean secret;
  private final boolean exact;
  private final Predicate<List<String>> mergedByField;
  private final List<FieldDifference> differences = new ArrayList<>();
  private boolean ownershipLost;

  /** Ready to compare. */
  Walk(FieldManagers managers, How how) {
    this.managers = managers;
    this.secret = how.secret();
    this.exact = how.exact();
    this.mergedByField = how.mergedByField();
  }

  Comparison compare(JsonNode wanted, JsonNode live) {
    fields(Place.ROOT, new Trees(wanted, live, managers.owned(), managers.structure()));
    return new Comparison(differences, ownershipLost);
  }

  private void fields(Place at, Trees trees) {
    for (var field : trees.want().properties()) {
      var place = at.child(field.getKey());
      if (!IDENTITY.contains(place.path())) {
        value(place, trees.field(field.getKey()));
      }
    }
    for (var field : trees.owned().properties()) {
      var name = field.getKey();
      if (name.startsWith("f:") && !trees.want().has(name.substring(2))) {
        noLongerWanted(at.child(name.substring(2)), trees.have().path(name.substring(2)));
      }
    }
  }

  private void value(Place at, Trees trees) {
    if (trees.want().isNull() && !exact) {
      if (trees.isOwned()) {
        noLongerWanted(at, trees.have());
      }
    } else if (!exact && Canonical.nothing(trees.want()) && Canonical.nothing(trees.have())) {
      return; // written differently, means the same; nobody's to own
    } else if (mergedByField(at, trees)) {
      container(trees);
      fields(at, trees);
    } else if (trees.want().isArray() && trees.have().isArray() && trees.mergedByKey()) {
      container(trees);
      items(at, trees);
    } else {
      whole(at, trees);
    }
  }

  /** Who owns an empty object owns it as a leaf, which looks like an atomic one. */
  private boolean mergedByField(Place at, Trees trees) {
    return trees.want().isObject()
        && trees.have().isObject()
        && (!trees.atomic()
            || (exact && (trees.want().isEmpty() || mergedByField.test(at.steps()))));
  }

  /** An empty container is a value of its own: the server notes who applied it. */
  private void container(Trees trees) {
    ownershipLost |= exact && trees.want().isEmpty() && !trees.isOwned();
  }

  private void whole(Place at, Trees trees) {
    if (!same(at, trees.want(), trees.have())) {
      differs(at, trees.want(), trees.have());
      return;
    }
    boolean identical = Canonical.identical(trees.want(), trees.have());
    ownershipLost |= exact ? !identical || !trees.isOwned() : identical && !trees.isOwned();
  }

  private void noLongerWanted(Place at, JsonNode have) {
    if (!Canonical.nothing(have)) {
      differs(at, MissingNode.getInstance(), have);
    }
    ownershipLost |= exact;
  }

  private void items(Place at, Trees trees) {
    var matched = new ArrayList<String>();
    int last = -1;
    for (var want : trees.want()) {
      var key = MergeKey.of(trees.structure(), want);
      var have = key.findIn(trees.have());
      var place = at.item(key.shown(), key.step());
      matched.add(key.step());
      int index = indexOf(have, trees.have());
      ownershipLost |= exact && index >= 0 && index < last;
      last = Math.max(last, index);
      var item =
          new Trees(want, have, trees.owned().path(key.step()), trees.structure().path(key.step()));
      if (have.isMissingNode() || !want.isObject()) {
        whole(place, item);
      } else {
        fields(place, item);
      }
    }
    for (var field : trees.owned().properties()) {
      var step = field.getKey();
      if (!".".equals(step) && !matched.contains(step)) {
        var key = MergeKey.ofStep(step);
        noLongerWanted(at.item(key.shown(), step), key.findIn(trees.have()));
      }
    }
  }

  private static int indexOf(JsonNode item, JsonNode list) {
    for (int i = 0; i < list.size(); i++) {
      if (Canonical.identical(list.get(i), item)) {
        return i;
      }
    }
    return -1;
  }

  private boolean same(Place at, JsonNode want, JsonNode have) {
    if (want.isArray() && have.isArray()) {
      return sameItems(at, want, have);
    }
    if (want.isObject() && have.isObject()) {
      return sameFields(at, want, have);
    }
    if (want.isValueNode() && have.isValueNode()) {
      return Canonical.sameScalar(want, have, at.parent(), at.field());
    }
    return Canonical.nothing(want) && Canonical.nothing(have);
  }

  private boolean sameItems(Place at, JsonNode want, JsonNode have) {
    if (want.size() != have.size()) {
      return false;
    }
    for (int i = 0; i < want.size(); i++) {
      if (!same(at, want.get(i), have.get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean sameFields(Place at, JsonNode want, JsonNode have) {
    for (var field : want.properties()) {
      if (!same(at.child(field.getKey()), field.getValue(), have.path(field.getKey()))) {
        return false;
      }
    }
    return have.propertyStream()
        .allMatch(field -> want.has(field.getKey()) || Canonical.zero(field.getValue()));
  }

  private void differs(Place at, JsonNode want, JsonNode have) {
    if (differences.size() == MOST_DIFFERENCES) {
      return;
    }
    var writer = managers.lastWriter(at.steps());
    differences.add(
        new FieldDifference(
            at.path(),
            shown(at, want),
            shown(at, have),
            writer == null ? null : writer.manager(),
            writer == null ? null : writer.time()));
  }

  private @Nullable String shown(Place at, JsonNode value) {
    if (value.isMissingNode()) {
      return null;
    }
    if ((secret && !at.path().startsWith("metadata")) || Sensitive.isName(at.field())) {
      return Sensitive.HIDDEN;
    }
    var text = Sensitive.hidden(value).toString();
    return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE - 1) + "…";
  }
}
