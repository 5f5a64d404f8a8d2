package io.fedbackup.gitsync.preview;

import io.fedbackup.gitsync.validate.ObjectKey;
import io.fedbackup.planning.consequence.Consequence;
import io.fedbackup.planning.consequence.Severity;
import java.util.List;
import java.util.Optional;

/**
 * What an apply would do.
 *
 * @param revision what is compared: a directory, or a commit
 * @param owner as whom, such as {@code GitSync team/fleet}
 * @param objects what happens to objects
 * @param fleet what that means for the fleet
 * @param notes what people have to know beside that, one sentence each
 */
public record Preview(
    String revision, String owner, Objects objects, Fleet fleet, List<String> notes) {

  /**
   * What happens to objects.
   *
   * @param changes objects that are made, changed or removed, in the order in which that happens
   * @param refusals objects that the API server refuses
   * @param unchanged how many objects stay as they are
   * @param notRemoved how many objects left the directory and stay, since pruning is off
   * @param held what a person would have to confirm first
   */
  public record Objects(
      List<ObjectChange> changes,
      List<Refusal> refusals,
      int unchanged,
      int notRemoved,
      Optional<Held> held) {

    /** Copies the lists. */
    public Objects {
      changes = List.copyOf(changes);
      refusals = List.copyOf(refusals);
    }
  }

  /**
   * What that means for the fleet.
   *
   * @param consequences the riskiest first
   * @param unknown consequences that could not be found out, one sentence each; they count as
   *     dangerous
   */
  public record Fleet(List<Consequence> consequences, List<String> unknown) {

    /** Copies the lists. */
    public Fleet {
      consequences = List.copyOf(consequences);
      unknown = List.copyOf(unknown);
    }
  }

  /**
   * An object that the API server refuses.
   *
   * @param reason one sentence
   */
  public record Refusal(ObjectKey key, String reason) {}

  /**
   * A removal of more objects than one sync may remove.
   *
   * @param token that lets it happen
   * @param removals how many would go
   * @param maximum how many may go at once
   */
  public record Held(String token, int removals, int maximum) {}

  /** What it comes to, in one word; what comes later is worse. */
  public enum Verdict {
    /** An apply would write and remove nothing. */
    NO_CHANGE("noChange"),
    /** Something changes, and nothing of it is dangerous. */
    CHANGES("changes"),
    /** Protection ends, backups are erased, too much would be removed, or that is not known. */
    DANGEROUS("dangerous"),
    /** The API server refuses something, so that not all of it can be applied. */
    REFUSED("refused");

    private final String wireName;

    Verdict(String wireName) {
      this.wireName = wireName;
    }

    /** The word in output. */
    public String wireName() {
      return wireName;
    }
  }

  /** Copies the list. */
  public Preview {
    notes = List.copyOf(notes);
  }

  /** What it comes to. */
  public Verdict verdict() {
    if (!objects.refusals().isEmpty()) {
      return Verdict.REFUSED;
    }
    if (isDangerous()) {
      return Verdict.DANGEROUS;
    }
    return objects.changes().isEmpty() ? Verdict.NO_CHANGE : Verdict.CHANGES;
  }

  boolean isDangerous() {
    return objects.held().isPresent()
        || !fleet.unknown().isEmpty()
        || count(Severity.DANGEROUS) > 0;
  }

  long count(Severity severity) {
    return fleet.consequences().stream().filter(it -> it.severity() == severity).count();
  }

  long count(ObjectChange.Action action) {
    return objects.changes().stream().filter(it -> it.action() == action).count();
  }

  /** One line that sums it up. */
  String summary() {
    String refused =
        objects.refusals().isEmpty() ? "" : ", %d refused".formatted(objects.refusals().size());
    return "%d to create, %d to change, %d to remove, %d unchanged%s"
        .formatted(
            count(ObjectChange.Action.CREATE),
            count(ObjectChange.Action.CHANGE),
            count(ObjectChange.Action.REMOVE),
            objects.unchanged(),
            refused);
  }
}
