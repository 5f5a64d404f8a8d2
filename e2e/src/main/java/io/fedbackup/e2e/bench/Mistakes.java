package io.fedbackup.e2e.bench;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Documents that each have one mistake; the first two are against a schema. */
final class Mistakes {

  /** All of them. */
  static final List<Mistake> ALL =
      List.of(
          policy("wrong-type", "interval: {minutes: 60, retain: many}", true),
          policy("unknown-field", "interval: {minutes: 60, retian: 3}", true),
          policy("cel-rule", "monthly: {dates: [7, 7], time: \"22:30\"}", false),
          policy("policy-0", "interval: {minutes: 60}", false), // its team has one already
          new Mistake(
              "reference.yaml",
              """
              apiVersion: fedbackup.io/v1alpha1
              kind: BackupSchedule
              metadata: {name: reference, namespace: team-00}
              spec:
                clusters: {selector: {matchLabels: {stage: prod}}}
                schedulePolicyRef: {name: nowhere}
                locationRef: {name: location-0}
                template: {namespaces: [reference]}
              """,
              false));

  /**
   * One document.
   *
   * @param ofSchema whether it is against the schema, so that everybody can know it
   */
  record Mistake(String file, String document, boolean ofSchema) {}

  private Mistakes() {}

  private static Mistake policy(String name, String spec, boolean ofSchema) {
    return new Mistake(
        name + ".yaml",
        """
        apiVersion: fedbackup.io/v1alpha1
        kind: SchedulePolicy
        metadata: {name: %s, namespace: team-00}
        spec:
          %s
        """
            .formatted(name, spec),
        ofSchema);
  }

  /** The files that a program has to refuse. */
  static Set<String> files(Validating program) {
    return ALL.stream()
        .filter(mistake -> mistake.ofSchema() || program instanceof Validating.Fedbackup)
        .map(Mistake::file)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
