package io.fedbackup.planning.stork;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fedbackup.api.v1alpha1.RuleAction;
import io.fedbackup.api.v1alpha1.RuleItem;
import io.fedbackup.api.v1alpha1.RuleSpec;

/** The {@code rules} of Stork's Rule; every field of an action is written. */
final class RuleBody {
  private RuleBody() {}

  static ArrayNode of(RuleSpec ours) {
    var rules = JsonNodeFactory.instance.arrayNode();
    ours.rules().forEach(item -> item(rules.addObject(), item));
    return rules;
  }

  private static void item(ObjectNode into, RuleItem item) {
    var selector = into.putObject("podSelector");
    item.podSelector().forEach(selector::put);
    if (item.container() != null) {
      into.put("container", item.container());
    }
    var actions = into.putArray("actions");
    item.actions().forEach(action -> action(actions.addObject(), action));
  }

  private static void action(ObjectNode into, RuleAction action) {
    into.put("type", action.type().wire());
    into.put("value", action.value());
    into.put("background", action.background());
    into.put("runInSinglePod", action.runInSinglePod());
  }
}
