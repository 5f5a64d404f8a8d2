package io.fedbackup.e2e.gitsync;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import java.util.ArrayList;
import java.util.List;

/** Rules of roles, less something. */
final class PolicyRules {

  private PolicyRules() {}

  /** The same rules without one verb on one resource. */
  static List<PolicyRule> without(List<PolicyRule> rules, String resource, String verb) {
    var left = new ArrayList<PolicyRule>();
    for (var rule : rules) {
      if (rule.getResources().contains(resource) && rule.getVerbs().contains(verb)) {
        add(left, rule, others(rule.getResources(), resource), rule.getVerbs());
        add(left, rule, List.of(resource), others(rule.getVerbs(), verb));
      } else {
        left.add(rule);
      }
    }
    return left;
  }

  private static List<String> others(List<String> all, String one) {
    return all.stream().filter(it -> !it.equals(one)).toList();
  }

  private static void add(
      List<PolicyRule> into, PolicyRule like, List<String> resources, List<String> verbs) {
    if (!resources.isEmpty() && !verbs.isEmpty()) {
      into.add(new PolicyRuleBuilder(like).withResources(resources).withVerbs(verbs).build());
    }
  }
}
