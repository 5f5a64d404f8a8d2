package io.fedbackup.planning.stork;

import io.fedbackup.api.v1alpha1.LabelSelector;
import io.fedbackup.api.v1alpha1.LabelSelectorRequirement;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Label selectors as text, the form in which Stork takes them and {@code kubectl -l} too. */
public final class SelectorText {
  private SelectorText() {}

  /** For example {@code tier=gold,team in (a,b),!scratch}. */
  public static String of(LabelSelector selector) {
    var labels =
        selector.matchLabels().entrySet().stream().map(e -> e.getKey() + "=" + e.getValue());
    var expressions = selector.matchExpressions().stream().map(SelectorText::text);
    return Stream.concat(labels, expressions).collect(Collectors.joining(","));
  }

  private static String text(LabelSelectorRequirement expression) {
    var values = "(" + String.join(",", expression.values()) + ")";
    return switch (expression.operator()) {
      case IN -> expression.key() + " in " + values;
      case NOT_IN -> expression.key() + " notin " + values;
      case EXISTS -> expression.key();
      case DOES_NOT_EXIST -> "!" + expression.key();
    };
  }
}
