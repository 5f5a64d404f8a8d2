package io.fedbackup.gitsync.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * How many objects one sync may remove: a part of what the owner has now, rounded up and at least
 * one. What is beyond waits for a person, who sees a token made from just what would go.
 *
 * @param enabled whether anything is removed at all
 * @param maximumPercent 0 to 100
 */
public record PruneGuard(boolean enabled, int maximumPercent) {
  private static final int TOKEN_BYTES = 8;

  /** What the guard says to a plan. */
  public sealed interface Verdict {
    /** Nothing is to be removed, or removing is switched off. */
    record Nothing() implements Verdict {}

    /** All of it may go. */
    record Allowed(List<LiveObject> removals) implements Verdict {}

    /** A person has to say so first. */
    record NeedsConfirmation(String token, int removals, int maximum) implements Verdict {}
  }

  /**
   * From the API's form.
   *
   * @param maximum such as {@code 20%}
   */
  public static PruneGuard of(boolean enabled, String maximum) {
    return new PruneGuard(enabled, Integer.parseInt(maximum.replace("%", "").strip()));
  }

  /** Whether the plan's removals may be carried out, with the tokens that people have confirmed. */
  public Verdict check(SyncPlan plan, Set<String> confirmed) {
    int count = plan.removals().size();
    if (!enabled || count == 0) {
      return new Verdict.Nothing();
    }
    int maximum = Math.max(1, Math.ceilDiv(plan.owned() * maximumPercent, 100));
    String token = token(plan.removals());
    if (count > maximum && !confirmed.contains(token)) {
      return new Verdict.NeedsConfirmation(token, count, maximum);
    }
    return new Verdict.Allowed(plan.removals());
  }

  /** The same objects, by UID, give the same token; one more or one less gives another. */
  private static String token(List<LiveObject> removals) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      removals.stream()
          .map(LiveObject::uid)
          .sorted()
          .forEach(uid -> digest.update((uid + "\n").getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest(), 0, TOKEN_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
