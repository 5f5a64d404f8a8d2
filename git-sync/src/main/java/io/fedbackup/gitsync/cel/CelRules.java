package io.fedbackup.gitsync.cel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cel.runtime.CelEvaluationException;
import io.fedbackup.gitsync.report.Rule;
import io.fedbackup.gitsync.schema.Defaults;
import io.fedbackup.gitsync.schema.Schema;
import io.fedbackup.gitsync.schema.Schema.CelRule;
import io.fedbackup.gitsync.validate.FieldPath;
import io.fedbackup.gitsync.validate.ObjectRule;
import io.fedbackup.gitsync.validate.Subject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Evaluates the CEL rules of the kinds' definitions as the API server does: on the object with its
 * defaults, each rule at each place where its part of the schema has a value. Rules that compare
 * with {@code oldSelf} are evaluated where there is a live object. What is structurally wrong is
 * not evaluated. Nothing is compiled before it is needed. Thread-safe.
 */
public final class CelRules implements ObjectRule {
  private static final String NOT_SUPPORTED_BY_STORK = "NotSupportedByStork: ";

  /** Initialised when a rule is evaluated for the first time. */
  private static final class Lazily {
    static final Programs PROGRAMS = new Programs();
  }

  /** A place in the object that is checked, with what was there before. */
  private record Place(Schema schema, JsonNode value, Optional<JsonNode> old, String pointer) {
    Optional<Place> field(String name) {
      return schema
          .field(name)
          .map(
              child ->
                  new Place(
                      child,
                      value.path(name),
                      old.map(o -> o.path(name)).filter(CelRules::isThere),
                      FieldPath.child(pointer, name)));
    }
  }

  @Override
  public void check(Subject subject, Sink sink) {
    ObjectNode whole = Defaults.everywhere(subject.kind().schema(), subject.object());
    visit(
        new Place(subject.kind().schema(), whole, Optional.empty(), ""),
        place -> {
          if (subject.sound().test(place.pointer())) {
            evaluate(rule -> !rule.transition(), place, sink);
          }
        });
  }

  @Override
  public void checkTransition(Subject subject, JsonNode live, Sink sink) {
    ObjectNode whole = Defaults.everywhere(subject.kind().schema(), subject.object());
    JsonNode before =
        live instanceof ObjectNode object
            ? Defaults.everywhere(subject.kind().schema(), object)
            : live;
    visit(
        new Place(subject.kind().schema(), whole, Optional.of(before), ""),
        place -> {
          if (place.old().isPresent()) {
            evaluate(CelRule::transition, place, sink);
          }
        });
  }

  private static boolean isThere(JsonNode node) {
    return !node.isMissingNode() && !node.isNull();
  }

  /** Items of a list are not the same ones as before, so they have no past. */
  private static void visit(Place place, Consumer<Place> visitor) {
    if (!isThere(place.value())) {
      return;
    }
    if (!place.schema().rules().isEmpty()) {
      visitor.accept(place);
    }
    if (place.value().isObject()) {
      place
          .value()
          .fieldNames()
          .forEachRemaining(name -> place.field(name).ifPresent(child -> visit(child, visitor)));
    } else if (place.value().isArray() && place.schema().items().isPresent()) {
      Schema items = place.schema().items().get();
      for (int i = 0; i < place.value().size(); i++) {
        String pointer = place.pointer() + '/' + i;
        visit(new Place(items, place.value().get(i), Optional.empty(), pointer), visitor);
      }
    }
  }

  /** All these rules of a place look at the same values. */
  private static void evaluate(Predicate<CelRule> which, Place place, Sink sink) {
    List<CelRule> rules = place.schema().rules().stream().filter(which).toList();
    if (rules.isEmpty()) {
      return;
    }
    Map<String, Object> variables = new HashMap<>();
    variables.put("self", CelValues.of(place.schema(), place.value()));
    place.old().ifPresent(old -> variables.put("oldSelf", CelValues.of(place.schema(), old)));
    rules.forEach(rule -> evaluate(rule, variables, place, sink));
  }

  private static void evaluate(
      CelRule rule, Map<String, Object> variables, Place place, Sink sink) {
    try {
      if (!Lazily.PROGRAMS.holds(rule.rule(), variables)) {
        report(rule, place, message(rule), sink);
      }
    } catch (CelEvaluationException e) {
      report(rule, place, message(rule) + " (it cannot be told: a part is missing)", sink);
    }
  }

  private static void report(CelRule rule, Place place, String message, Sink sink) {
    String pointer = place.pointer() + FieldPath.pointer(rule.fieldPath());
    if (message.startsWith(NOT_SUPPORTED_BY_STORK)) {
      String rest = message.substring(NOT_SUPPORTED_BY_STORK.length());
      sink.report(pointer, Rule.NOT_SUPPORTED_BY_STORK, rest, "");
    } else {
      sink.report(pointer, rule.transition() ? Rule.IMMUTABLE : Rule.INVALID_VALUE, message, "");
    }
  }

  private static String message(CelRule rule) {
    return rule.message().isEmpty() ? "breaks the rule " + rule.rule() : rule.message();
  }
}
