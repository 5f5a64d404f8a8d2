package io.fedbackup.planning.sync;

import io.fedbackup.api.v1alpha1.GitSyncSpec;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.planning.stork.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a GitSync may not ask for: refused, never ignored. */
public final class GitSyncRules {
  private GitSyncRules() {}

  /** All refusals, in the order of the fields. */
  public static List<Refusal> refusals(GitSyncSpec spec) {
    List<Refusal> refusals = new ArrayList<>();
    if (spec.url().startsWith("ssh://")) {
      refusals.add(notYet("spec.url"));
    }
    absent("spec.ref.semver", spec.ref().semver(), refusals);
    absent("spec.verify", spec.verify(), refusals);
    return List.copyOf(refusals);
  }

  private static void absent(String field, @Nullable Object value, List<Refusal> into) {
    if (value != null) {
      into.add(notYet(field));
    }
  }

  private static Refusal notYet(String field) {
    return new Refusal(field, Reason.NOT_YET_SUPPORTED, Reason.NOT_YET_SUPPORTED.meaning());
  }
}
