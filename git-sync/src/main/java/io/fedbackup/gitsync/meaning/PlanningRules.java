package io.fedbackup.gitsync.meaning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fedbackup.api.v1alpha1.ApplicationClusterSpec;
import io.fedbackup.api.v1alpha1.BackupLocationSpec;
import io.fedbackup.api.v1alpha1.BackupScheduleSpec;
import io.fedbackup.api.v1alpha1.BackupSpec;
import io.fedbackup.api.v1alpha1.RuleSpec;
import io.fedbackup.api.v1alpha1.SchedulePolicySpec;
import io.fedbackup.gitsync.report.Rule;
import io.fedbackup.gitsync.validate.FieldPath;
import io.fedbackup.gitsync.validate.ObjectRule;
import io.fedbackup.gitsync.validate.Subject;
import io.fedbackup.planning.cluster.ClusterRules;
import io.fedbackup.planning.location.LocationRules;
import io.fedbackup.planning.stork.BackupRules;
import io.fedbackup.planning.stork.Refusal;
import io.fedbackup.planning.stork.ScheduleRules;
import io.fedbackup.planning.usage.UsageRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Asks planning what it refuses of a document. */
public final class PlanningRules implements ObjectRule {
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private static final Map<String, Refusals<?>> BY_KIND =
      Map.of(
          "ApplicationCluster",
          new Refusals<>(ApplicationClusterSpec.class, (spec, ns) -> ClusterRules.refusals(spec)),
          "BackupLocation",
          new Refusals<>(BackupLocationSpec.class, LocationRules::refusals),
          "SchedulePolicy",
          new Refusals<>(SchedulePolicySpec.class, (spec, ns) -> UsageRules.refusals(spec)),
          "Rule",
          new Refusals<>(RuleSpec.class, (spec, ns) -> UsageRules.refusals(spec)),
          "BackupSchedule",
          new Refusals<>(BackupScheduleSpec.class, ScheduleRules::refusals),
          "Backup",
          new Refusals<>(BackupSpec.class, BackupRules::refusals));

  /** How the spec of one kind is read and asked. */
  private record Refusals<T>(Class<T> type, BiFunction<T, String, List<Refusal>> rules) {
    List<Refusal> of(Subject subject) {
      try {
        T spec = JSON.treeToValue(subject.object().path("spec"), type);
        return spec == null ? List.of() : rules.apply(spec, subject.namespace());
      } catch (JsonProcessingException e) {
        return List.of(); // a value that no enumeration has: refused with the structure
      }
    }
  }

  @Override
  public void check(Subject subject, Sink sink) {
    @Nullable Refusals<?> refusals = BY_KIND.get(subject.kind().kind());
    if (refusals != null && subject.typed()) {
      refusals.of(subject).forEach(refusal -> report(refusal, sink));
    }
  }

  private static void report(Refusal refusal, Sink sink) {
    sink.report(
        FieldPath.pointer(refusal.field()),
        refusal.byDesign() ? Rule.UNSUPPORTED : rule(refusal),
        refusal.message(),
        remedy(refusal).orElse(""));
  }

  private static Rule rule(Refusal refusal) {
    return switch (refusal.reason()) {
      case NOT_YET_SUPPORTED -> Rule.NOT_YET_SUPPORTED;
      case NOT_SUPPORTED_BY_STORK -> Rule.NOT_SUPPORTED_BY_STORK;
      default -> Rule.INVALID_VALUE;
    };
  }

  private static Optional<String> remedy(Refusal refusal) {
    return switch (rule(refusal)) {
      case NOT_YET_SUPPORTED -> Optional.of("remove it");
      default -> refusal.byDesign() ? Optional.of("remove it") : Optional.empty();
    };
  }
}
