package io.fedbackup.planning.drift;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The exact comparison is held to its word, against a model of what the server does. */
class EqualMeansNoChangeTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ROUNDS = 3_000;

  private final OwnedFields exact = OwnedFields.exact("us");

  @ParameterizedTest
  @ValueSource(longs = {3, 11, 2026})
  void what_is_called_equal_is_not_changed_by_applying_it(long seed) {
    RandomGenerator random = random(seed);
    int equal = 0;
    for (int round = 0; round < ROUNDS; round++) {
      ApplyModel before = disturbed(random, ApplyModel.empty().apply(document(random, 3)));
      ObjectNode wanted = random.nextInt(3) == 0 ? document(random, 3) : before.live().deepCopy();

      if (exact.compareTrees(wanted, before.read()).equal()) {
        equal++;
        assertThat(before.apply(wanted).read()).isEqualTo(before.read());
      }
    }
    assertThat(equal).isPositive();
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 11, 2026})
  void what_was_just_applied_is_equal(long seed) {
    RandomGenerator random = random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      ApplyModel before = disturbed(random, ApplyModel.empty().apply(document(random, 3)));
      ObjectNode wanted = document(random, 3);
      ApplyModel after = before.apply(wanted);

      assertThat(exact.compareTrees(rewritten(wanted), after.read()))
          .as("%s in %s", wanted, after)
          .matches(Comparison::equal, "equal");
    }
  }

  @Test
  void a_number_that_changed_hands_is_noticed_whatever_its_java_type() {
    ObjectNode wanted = JSON.createObjectNode().set("n", LongNode.valueOf(5));
    ObjectNode live = JSON.createObjectNode().set("n", IntNode.valueOf(5));
    var theirs = new ApplyModel(live, JSON.createObjectNode(), ApplyModel.fieldsOf(live));

    assertThat(exact.compareTrees(wanted, theirs.read()).ownershipLost()).isTrue();
    assertThat(new OwnedFields("us").compareTrees(wanted, theirs.read()).ownershipLost()).isTrue();
  }

  @Test
  void an_empty_container_that_is_not_there_has_to_be_applied_but_is_no_drift() {
    ObjectNode wanted = JSON.createObjectNode();
    wanted.putObject("options");
    wanted.putArray("types");

    Comparison comparison = exact.compareTrees(wanted, ApplyModel.empty().read());

    assertThat(comparison.equal()).isFalse();
    assertThat(comparison.drifted()).isFalse();
  }

  @Test
  void an_empty_object_that_the_server_filled_with_defaults_is_equal() {
    ObjectNode wanted = JSON.createObjectNode();
    wanted.putObject("stork");
    ObjectNode live = JSON.createObjectNode();
    live.putObject("stork").put("namespace", "portworx");
    var applied = new ApplyModel(live, ApplyModel.fieldsOf(wanted), JSON.createObjectNode());

    assertThat(exact.compareTrees(wanted, applied.read()).equal()).isTrue();
  }

  private static ApplyModel disturbed(RandomGenerator random, ApplyModel model) {
    ApplyModel result = model;
    for (int i = 0; i < random.nextInt(3); i++) {
      List<List<String>> paths = new ArrayList<>();
      paths(result.live(), List.of(), paths);
      if (!paths.isEmpty()) {
        result = result.update(paths.get(random.nextInt(paths.size())), scalar(random));
      }
    }
    return result;
  }

  private static void paths(JsonNode node, List<String> path, List<List<String>> into) {
    node.properties()
        .forEach(
            field -> {
              var longer = new ArrayList<>(path);
              longer.add(field.getKey());
              if (!field.getValue().isObject()) {
                into.add(List.copyOf(longer));
              }
              paths(field.getValue(), longer, into);
            });
  }

  private static ObjectNode document(RandomGenerator random, int depth) {
    ObjectNode object = JSON.createObjectNode();
    for (int i = 0; i < random.nextInt(4); i++) {
      String name = "f" + random.nextInt(4);
      if (depth > 0 && random.nextInt(3) == 0) {
        object.set(name, document(random, depth - 1));
      } else {
        object.set(name, scalar(random));
      }
    }
    return object;
  }

  private static JsonNode scalar(RandomGenerator random) {
    return switch (random.nextInt(5)) {
      case 0 -> JSON.createArrayNode();
      case 1 -> JSON.createArrayNode().add(random.nextInt(2));
      case 2 -> JsonNodeFactory.instance.textNode("t" + random.nextInt(2));
      case 3 -> JsonNodeFactory.instance.booleanNode(random.nextBoolean());
      default -> JsonNodeFactory.instance.numberNode(random.nextInt(3));
    };
  }

  /** The same document as another program reads it: with other Java types of numbers. */
  private static ObjectNode rewritten(ObjectNode document) {
    ObjectNode copy = document.deepCopy();
    document
        .properties()
        .forEach(
            field -> {
              JsonNode value = field.getValue();
              if (value.isObject()) {
                copy.set(field.getKey(), rewritten((ObjectNode) value));
              } else if (value.isNumber()) {
                copy.set(
                    field.getKey(),
                    JsonNodeFactory.instance.numberNode(
                        new BigDecimal(value.asText()).setScale(1)));
              }
            });
    return copy;
  }

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }
}
