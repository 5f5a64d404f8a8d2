package io.fedbackup.planning.drift;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for any document, on documents made at random from a fixed seed. */
class OwnedFieldsPropertyTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ROUNDS = 200;

  private final OwnedFields ours = new OwnedFields("fedbackup");

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 2026})
  void whatever_was_applied_is_equal_also_after_stork_added_its_zero_values(long seed) {
    var random = random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      var wanted = document(random, 4);
      var live = owned(wanted);
      addZeroValues(live, random);

      assertThat(ours.compareTrees(wanted, live)).matches(Comparison::equal, "equal");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 2026})
  void exactly_the_leaf_that_was_changed_is_reported(long seed) {
    var random = random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      var wanted = document(random, 4);
      var live = owned(wanted);
      var leaves = new ArrayList<List<String>>();
      leaves(wanted, List.of(), leaves);
      var leaf = leaves.get(random.nextInt(leaves.size()));
      parent(live, leaf).put(leaf.getLast(), "changed by hand");

      assertThat(ours.compareTrees(wanted, live).differences())
          .extracting(FieldDifference::path)
          .containsExactly(String.join(".", leaf));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 2026})
  void comparing_changes_neither_side(long seed) {
    var random = random(seed);
    var wanted = document(random, 4);
    var live = document(random, 4);
    var wantedBefore = wanted.deepCopy();
    var liveBefore = live.deepCopy();

    ours.compareTrees(wanted, live);

    assertThat(wanted).isEqualTo(wantedBefore);
    assertThat(live).isEqualTo(liveBefore);
  }

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  private static ObjectNode document(RandomGenerator random, int depth) {
    var object = JSON.createObjectNode();
    int fields = 1 + random.nextInt(4);
    for (int i = 0; i < fields; i++) {
      var name = "f" + i;
      switch (random.nextInt(depth > 0 ? 6 : 4)) {
        case 0 -> object.put(name, "text" + random.nextInt(9));
        case 1 -> object.put(name, random.nextInt(9));
        case 2 -> object.put(name, random.nextBoolean());
        case 3 -> object.putArray(name).add("a").add(random.nextInt(9));
        default -> object.set(name, document(random, depth - 1));
      }
    }
    return object;
  }

  private static ObjectNode owned(ObjectNode wanted) {
    var live = wanted.deepCopy();
    var entry = live.putObject("metadata").putArray("managedFields").addObject();
    entry.put("manager", "fedbackup").put("operation", "Apply");
    entry.set("fieldsV1", fields(wanted));
    return live;
  }

  private static ObjectNode fields(JsonNode of) {
    var tree = JSON.createObjectNode();
    if (of.isObject()) {
      of.properties().forEach(f -> tree.set("f:" + f.getKey(), fields(f.getValue())));
    }
    return tree;
  }

  private static void addZeroValues(ObjectNode live, RandomGenerator random) {
    live.properties().stream()
        .filter(field -> field.getValue().isObject() && !"metadata".equals(field.getKey()))
        .forEach(field -> addZeroValues((ObjectNode) field.getValue(), random));
    switch (random.nextInt(4)) {
      case 0 -> live.putNull("selectors");
      case 1 -> live.put("preExecRule", "");
      case 2 -> live.putObject("options");
      default -> live.put("directKDMP", false);
    }
  }

  private static void leaves(JsonNode node, List<String> path, List<List<String>> into) {
    if (!node.isObject()) {
      into.add(path);
      return;
    }
    node.properties()
        .forEach(
            field -> {
              var longer = new ArrayList<>(path);
              longer.add(field.getKey());
              leaves(field.getValue(), List.copyOf(longer), into);
            });
  }

  private static ObjectNode parent(ObjectNode root, List<String> leaf) {
    var at = root;
    for (var name : leaf.subList(0, leaf.size() - 1)) {
      at = (ObjectNode) at.path(name);
    }
    return at;
  }
}
