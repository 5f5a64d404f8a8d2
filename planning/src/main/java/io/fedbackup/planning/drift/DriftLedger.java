package io.fedbackup.planning.drift;

import io.fedbackup.api.v1alpha1.DriftEntry;
import io.fedbackup.api.v1alpha1.DriftEntryBuilder;
import io.fedbackup.api.v1alpha1.DriftPhase;
import io.fedbackup.api.v1alpha1.DriftReportStatus;
import io.fedbackup.api.v1alpha1.DriftReportStatusBuilder;
import io.fedbackup.planning.outcome.Conditions;
import io.fedbackup.planning.outcome.Fact;
import io.fedbackup.planning.outcome.Messages;
import io.fedbackup.planning.outcome.Outcome;
import io.fedbackup.planning.reason.Reason;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one DriftReport, and how they change: what is found again keeps the time at which
 * it was found first, what is not found any more gets the time at which it was as intended again,
 * and is kept as history for a while. Immutable.
 *
 * <p>Bounded by number and by size, so that a report always fits into one object: first the history
 * is cut, newest kept, then what differs, oldest kept, so that the same objects stay named.
 *
 * @param entries what differs, oldest first; then what was put right, newest first
 * @param truncated how many objects that differ are left out
 */
public record DriftLedger(List<DriftEntry> entries, int truncated) {
  /** How long corrected drift is kept where nobody says otherwise. */
  public static final Duration HISTORY = Duration.ofDays(7);

  /** The condition that says whether nothing differs. */
  public static final String IN_SYNC = "InSync";

  private static final int MOST_ENTRIES = 500;

  /** Of all entries together; an object must not have more than 1.5 MB. */
  private static final int MOST_CHARACTERS = 300_000;

  private static final int NAMES_SHOWN = 5;

  /** Copies the list. */
  public DriftLedger {
    entries = List.copyOf(entries);
  }

  /** What tells one drift from another of the same time. */
  private record Identity(
      String layer, String kind, String namespace, String name, String cluster, String type) {
    static Identity of(DriftEntry entry) {
      return new Identity(
          entry.layer().wire(),
          entry.kind(),
          entry.namespace() == null ? "" : entry.namespace(),
          entry.name(),
          entry.cluster() == null ? "" : entry.cluster(),
          entry.type().wire());
    }
  }

  /** What a report says; nothing where there is none yet. */
  public static DriftLedger of(@Nullable DriftReportStatus status) {
    return status == null
        ? new DriftLedger(List.of(), 0)
        : new DriftLedger(
            status.entries(), status.truncated() == null ? 0 : Math.max(0, status.truncated()));
  }

  /** Whether one of these entries is about the same drift of the same object. */
  public static boolean names(Collection<DriftEntry> entries, DriftEntry drift) {
    var identity = Identity.of(drift);
    return entries.stream().map(Identity::of).anyMatch(identity::equals);
  }

  /** Whether it names nothing, so that no report is needed. */
  public boolean isEmpty() {
    return entries.isEmpty() && truncated == 0;
  }

  /** What differs now, of what is named. */
  public List<DriftEntry> uncorrected() {
    return entries.stream().filter(DriftLedger::differs).toList();
  }

  /**
   * After everything was looked at.
   *
   * @param found all that differs now; {@code detectedAt} where it is known when that began
   */
  public DriftLedger replaced(Collection<DriftEntry> found, Instant now) {
    return merged(found, entry -> true, 0, now);
  }

  /**
   * After a part was looked at.
   *
   * @param found what differs there now
   * @param lookedAt which entries are of that part
   */
  public DriftLedger updated(
      Collection<DriftEntry> found, Predicate<DriftEntry> lookedAt, Instant now) {
    long known = entries.stream().filter(DriftLedger::differs).count();
    return merged(found, lookedAt, known < MOST_ENTRIES ? 0 : truncated, now);
  }

  /** Without what was put right longer ago than that. */
  public DriftLedger without(Duration history, Instant now) {
    var oldest = now.minus(history);
    return new DriftLedger(
        entries.stream()
            .filter(entry -> differs(entry) || !time(entry.correctedAt()).isBefore(oldest))
            .toList(),
        truncated);
  }

  private DriftLedger merged(
      Collection<DriftEntry> found, Predicate<DriftEntry> lookedAt, int leftOut, Instant now) {
    var at = now.truncatedTo(ChronoUnit.SECONDS).toString();
    Map<Identity, DriftEntry> current = new HashMap<>();
    found.forEach(entry -> current.put(Identity.of(entry), entry));
    List<DriftEntry> differing = new ArrayList<>();
    List<DriftEntry> history = new ArrayList<>();
    for (var entry : entries) {
      if (!differs(entry)) {
        history.add(entry);
        continue;
      }
      var again = current.remove(Identity.of(entry));
      if (again != null) {
        differing.add(since(again, entry.detectedAt() == null ? at : entry.detectedAt()));
      } else if (lookedAt.test(entry)) {
        history.add(DriftEntryBuilder.builder(entry).correctedAt(at).build());
      } else {
        differing.add(entry);
      }
    }
    current
        .values()
        .forEach(
            entry ->
                differing.add(since(entry, entry.detectedAt() == null ? at : entry.detectedAt())));
    return bounded(differing, history, leftOut);
  }

  private static DriftEntry since(DriftEntry entry, String detectedAt) {
    return DriftEntryBuilder.builder(entry).detectedAt(detectedAt).correctedAt(null).build();
  }

  private static DriftLedger bounded(
      List<DriftEntry> differing, List<DriftEntry> history, int leftOut) {
    differing.sort(
        Comparator.comparing((DriftEntry entry) -> time(entry.detectedAt()))
            .thenComparing(entry -> Identity.of(entry).toString()));
    history.sort(
        Comparator.comparing((DriftEntry entry) -> time(entry.correctedAt()))
            .reversed()
            .thenComparing(entry -> Identity.of(entry).toString()));
    List<DriftEntry> kept = new ArrayList<>();
    int characters = fill(kept, differing, 0);
    int missing = differing.size() - kept.size();
    fill(kept, history, characters);
    return new DriftLedger(kept, Math.max(leftOut, missing));
  }

  private static int fill(List<DriftEntry> kept, List<DriftEntry> more, int characters) {
    int sum = characters;
    for (var entry : more) {
      sum += size(entry);
      if (kept.size() == MOST_ENTRIES || sum > MOST_CHARACTERS) {
        return MOST_CHARACTERS; // what is less important does not get in by being shorter
      }
      kept.add(entry);
    }
    return sum;
  }

  /** Roughly what it takes on the wire. */
  private static int size(DriftEntry entry) {
    int sum = 300 + entry.name().length();
    for (var field : entry.fields()) {
      sum += 200 + field.path().length() + length(field.want()) + length(field.have());
    }
    return sum;
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }

  private static boolean differs(DriftEntry entry) {
    return entry.correctedAt() == null;
  }

  private static Instant time(@Nullable String text) {
    try {
      return text == null ? Instant.EPOCH : Instant.parse(text);
    } catch (DateTimeException e) {
      return Instant.EPOCH; // written by somebody else: as old as can be
    }
  }

  /**
   * The report's status.
   *
   * @param before the status that it has now
   */
  public DriftReportStatus status(
      @Nullable DriftReportStatus before, @Nullable Long generation, Instant now) {
    var differing = uncorrected();
    int uncorrected = differing.size() + truncated;
    var conditions = new Conditions(before == null ? null : before.conditions(), generation, now);
    return DriftReportStatusBuilder.builder()
        .phase(uncorrected == 0 ? DriftPhase.IN_SYNC : DriftPhase.DRIFTED)
        .count(entries.size() + truncated)
        .uncorrected(uncorrected)
        .since(
            Optional.of(differing)
                .filter(all -> !all.isEmpty())
                .map(all -> all.getFirst().detectedAt())
                .orElse(null))
        .entries(entries)
        .truncated(truncated == 0 ? null : truncated)
        .conditions(conditions.of(Outcome.done(), inSync(differing, uncorrected)))
        .observedGeneration(generation)
        .build();
  }

  private static Fact inSync(List<DriftEntry> differing, int uncorrected) {
    return uncorrected == 0
        ? Fact.of(IN_SYNC, true, Reason.IN_SYNC, "")
        : Fact.of(
            IN_SYNC,
            false,
            Reason.DRIFTED,
            "%d differ: %s"
                .formatted(
                    uncorrected,
                    Messages.list(
                        differing.stream().map(DriftLedger::named).toList(), NAMES_SHOWN)));
  }

  private static String named(DriftEntry entry) {
    var object = entry.namespace() == null ? entry.name() : entry.namespace() + "/" + entry.name();
    var where = entry.cluster() == null ? "" : " on cluster " + entry.cluster();
    return entry.kind() + " " + object + where + " (" + entry.type().wire() + ")";
  }
}
