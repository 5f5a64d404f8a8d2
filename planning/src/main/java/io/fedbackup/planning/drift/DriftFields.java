package io.fedbackup.planning.drift;

import io.fedbackup.api.v1alpha1.DriftField;
import io.fedbackup.planning.outcome.Messages;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Differences as a DriftReport has them. */
public final class DriftFields {
  private static final int LONGEST_PATH = 512;
  private static final int LONGEST_VALUE = 256;
  private static final int LONGEST_MANAGER = 128;
  private static final int MOST = 50;

  private DriftFields() {}

  /** Cut to what a report takes. */
  public static List<DriftField> of(List<FieldDifference> differences) {
    return differences.stream().limit(MOST).map(DriftFields::field).toList();
  }

  private static DriftField field(FieldDifference difference) {
    var changedAt = difference.changedAt();
    return new DriftField(
        Messages.cut(difference.path(), LONGEST_PATH),
        cut(difference.want(), LONGEST_VALUE),
        cut(difference.have(), LONGEST_VALUE),
        cut(difference.manager(), LONGEST_MANAGER),
        changedAt == null ? null : changedAt.truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private static @Nullable String cut(@Nullable String text, int maximum) {
    return text == null ? null : Messages.cut(text, maximum);
  }
}
