package io.fedbackup.gitsync.outlook;

import com.fasterxml.jackson.databind.JsonNode;
import io.fedbackup.gitsync.apply.Failure;
import io.fedbackup.gitsync.apply.Foreseen;
import io.fedbackup.gitsync.plan.Change;
import io.fedbackup.gitsync.plan.LiveObject;
import io.fedbackup.gitsync.plan.Owner;
import io.fedbackup.gitsync.plan.PruneGuard.Verdict;
import io.fedbackup.gitsync.plan.SyncPlan;
import io.fedbackup.gitsync.preview.ObjectChange;
import io.fedbackup.gitsync.preview.Preview;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What happens to objects, as people are told.
 *
 * @param plan what would be done
 * @param foreseen what the API server said to it
 * @param verdict on the removals
 * @param there an object as it is now, whoever owns it
 */
public record Outlook(
    SyncPlan plan,
    List<Foreseen> foreseen,
    Verdict verdict,
    Function<Change, Optional<LiveObject>> there) {

  /** What would be removed at once, or as soon as a person confirms it. */
  public List<LiveObject> removals() {
    return verdict instanceof Verdict.Nothing ? List.of() : plan.removals();
  }

  /** The part of the preview that is about objects. */
  public Preview.Objects objects() {
    List<ObjectChange> changes = new ArrayList<>();
    foreseen.stream().flatMap(it -> change(it).stream()).forEach(changes::add);
    int same =
        (int) foreseen.stream().filter(it -> it.after().isPresent()).count() - changes.size();
    plan.beingRemoved().stream()
        .map(it -> new ObjectChange(ObjectChange.Action.CREATE, it.key(), List.of()))
        .forEach(changes::add);
    removals().stream().map(it -> ObjectChange.removal(it.key())).forEach(changes::add);
    return new Preview.Objects(
        changes,
        refusals(),
        plan.unchanged().size() + same,
        plan.removals().size() - removals().size(),
        held());
  }

  private Optional<ObjectChange> change(Foreseen seen) {
    return seen.after()
        .flatMap(after -> ObjectChange.of(seen.change().key(), before(seen.change()), after));
  }

  private Optional<JsonNode> before(Change change) {
    return there.apply(change).map(LiveObject::json);
  }

  private List<Preview.Refusal> refusals() {
    return foreseen.stream()
        .flatMap(it -> it.refusal().stream())
        .map((Failure it) -> new Preview.Refusal(it.key(), it.sentence()))
        .toList();
  }

  private Optional<Preview.Held> held() {
    return verdict instanceof Verdict.NeedsConfirmation it
        ? Optional.of(new Preview.Held(it.token(), it.removals(), it.maximum()))
        : Optional.empty();
  }

  /** What is not done, or done by others, and why. */
  public List<String> notes(Owner owner) {
    SyncPlan.Aside aside = plan.aside();
    Stream<String> takenOver =
        foreseen.stream()
            .flatMap(it -> there.apply(it.change()).stream())
            .filter(object -> object.owner().filter(other -> !other.equals(owner)).isPresent())
            .map(
                object ->
                    "%s is taken over from %s"
                        .formatted(object.key(), object.owner().orElseThrow()));
    Stream<String> claimed =
        aside.claimed().entrySet().stream()
            .map(it -> "%s is left alone: %s has it".formatted(it.getKey(), it.getValue()))
            .sorted();
    Stream<String> elsewhere =
        aside.elsewhere().stream()
            .map(key -> key + " is handed over: it stands at the path of another GitSync");
    Stream<String> waiting =
        plan.beingRemoved().stream()
            .map(it -> it.key() + " is being removed, and made again when it is gone");
    Stream<String> extra =
        aside.extra().stream()
            .map(
                it ->
                    "%s bears the labels of %s, which did not apply it, and stays"
                        .formatted(it.key(), owner));
    return Stream.of(takenOver, claimed, elsewhere, waiting, extra).flatMap(it -> it).toList();
  }
}
