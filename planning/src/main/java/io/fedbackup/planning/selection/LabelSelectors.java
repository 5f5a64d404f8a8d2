package io.fedbackup.planning.selection;

import io.fedbackup.api.v1alpha1.LabelSelector;
import io.fedbackup.api.v1alpha1.LabelSelectorRequirement;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Evaluates Kubernetes label selectors of our kinds. */
public final class LabelSelectors {
  private LabelSelectors() {}

  /**
   * Whether the labels match. An absent or empty selector matches nothing, unlike in other
   * Kubernetes APIs: with us an empty selection never means everything.
   *
   * @param labels null and empty are the same
   */
  public static boolean matches(
      @Nullable LabelSelector selector, @Nullable Map<String, String> labels) {
    if (selector == null
        || (selector.matchLabels().isEmpty() && selector.matchExpressions().isEmpty())) {
      return false;
    }
    Map<String, String> present = labels == null ? Map.of() : labels;
    return present.entrySet().containsAll(selector.matchLabels().entrySet())
        && selector.matchExpressions().stream()
            .allMatch(expression -> matches(expression, present));
  }

  private static boolean matches(LabelSelectorRequirement expression, Map<String, String> labels) {
    String value = labels.get(expression.key());
    return switch (expression.operator()) {
      case IN -> value != null && expression.values().contains(value);
      case NOT_IN -> value == null || !expression.values().contains(value);
      case EXISTS -> value != null;
      case DOES_NOT_EXIST -> value == null;
    };
  }
}
