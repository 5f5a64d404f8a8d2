package io.fedbackup.gitsync.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fedbackup.gitsync.apply.Failure;
import io.fedbackup.gitsync.apply.Pruned;
import io.fedbackup.gitsync.apply.SyncRun;
import io.fedbackup.gitsync.plan.Change;
import io.fedbackup.gitsync.plan.LiveObject;
import io.fedbackup.gitsync.plan.PruneGuard.Verdict;
import io.fedbackup.gitsync.validate.ObjectKey;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Prints what an apply did, and says with which code the command ends. */
final class ResultPrinter {
  private final PrintWriter out;

  ResultPrinter(PrintWriter out) {
    this.out = out;
  }

  int print(SyncRun.Result result, boolean prune, OutputFormat format) {
    if (format == OutputFormat.JSON) {
      out.println(json(result).toPrettyString());
    } else {
      text(result, prune);
    }
    boolean done =
        result.isComplete()
            && result.confirmation().isEmpty()
            && result.pruned().kept().isEmpty()
            && result.plan().beingRemoved().isEmpty();
    return done ? ExitCode.DONE : ExitCode.REFUSED;
  }

  private void text(SyncRun.Result result, boolean prune) {
    Set<ObjectKey> applied = Set.copyOf(result.applied().applied());
    for (Change change : result.plan().changes()) {
      if (applied.contains(change.key())) {
        out.println(change.key() + (change.isNew() ? " applied" : " changed"));
      }
    }
    result
        .plan()
        .beingRemoved()
        .forEach(
            object -> out.println(object.key() + " is still being removed; apply again later"));
    pruned(result.pruned());
    failures(result).forEach(failure -> out.println(failure.sentence()));
    if (result.confirmation().isPresent()) {
      waits(result.confirmation().get());
    } else if (!prune) {
      leftAlone(result.plan().removals());
    }
    result
        .plan()
        .aside()
        .extra()
        .forEach(
            object ->
                out.println(
                    object.key() + " bears the owner's labels but was not applied; left alone"));
    summary(result);
  }

  private void pruned(Pruned pruned) {
    pruned.removed().forEach(key -> out.println(key + " removed"));
    pruned.going().forEach(key -> out.println(key + " is being removed"));
    pruned.kept().forEach(key -> out.println(key + " changed meanwhile; apply again"));
  }

  private void waits(Verdict.NeedsConfirmation needed) {
    out.printf(
        "%d objects would be removed, at most %d at once; nothing was removed. To remove them: --confirm %s%n",
        needed.removals(), needed.maximum(), needed.token());
  }

  private void leftAlone(List<LiveObject> removals) {
    removals.forEach(object -> out.println(object.key() + " is not in the directory; left alone"));
  }

  private void summary(SyncRun.Result result) {
    out.printf(
        "%d applied, %d unchanged, %d removed, %d to do again, %d failed%n",
        result.applied().applied().size(),
        result.plan().unchanged().size(),
        result.pruned().removed().size() + result.pruned().going().size(),
        result.pruned().kept().size() + result.plan().beingRemoved().size(),
        failures(result).size());
  }

  private static List<Failure> failures(SyncRun.Result result) {
    return Stream.concat(result.applied().failures().stream(), result.pruned().failures().stream())
        .toList();
  }

  private static ObjectNode json(SyncRun.Result result) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    strings(node.putArray("applied"), result.applied().applied());
    strings(node.putArray("unchanged"), result.plan().unchanged());
    strings(node.putArray("beingRemoved"), keys(result.plan().beingRemoved()));
    strings(node.putArray("removed"), result.pruned().removed());
    strings(node.putArray("removing"), result.pruned().going());
    strings(node.putArray("kept"), result.pruned().kept());
    ArrayNode failed = node.putArray("failed");
    for (Failure failure : failures(result)) {
      failed.addObject().put("object", failure.key().toString()).put("message", failure.sentence());
    }
    result
        .confirmation()
        .ifPresent(
            waits ->
                node.putObject("confirmation")
                    .put("token", waits.token())
                    .put("removals", waits.removals())
                    .put("maximum", waits.maximum()));
    return node;
  }

  private static List<ObjectKey> keys(List<LiveObject> objects) {
    return objects.stream().map(LiveObject::key).toList();
  }

  private static void strings(ArrayNode array, Collection<ObjectKey> keys) {
    keys.stream().sorted().forEach(key -> array.add(key.toString()));
  }
}
