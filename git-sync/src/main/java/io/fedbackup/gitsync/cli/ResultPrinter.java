package io.fedbackup.gitsync.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fedbackup.gitsync.apply.Applier;
import io.fedbackup.gitsync.apply.SyncRun;
import io.fedbackup.gitsync.plan.Change;
import io.fedbackup.gitsync.plan.LiveObject;
import io.fedbackup.gitsync.plan.PruneGuard.Verdict;
import io.fedbackup.gitsync.validate.ObjectKey;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
    boolean waits = result.verdict().orElse(null) instanceof Verdict.NeedsConfirmation;
    boolean done = result.isComplete() && !waits && result.plan().beingRemoved().isEmpty();
    return done ? ExitCode.DONE : ExitCode.REFUSED;
  }

  private void text(SyncRun.Result result, boolean prune) {
    Set<ObjectKey> applied = keys(result.applied().applied());
    for (Change change : result.plan().changes()) {
      if (applied.contains(change.key())) {
        out.println(change.key() + (change.isNew() ? " applied" : " changed"));
      }
    }
    failures(result.applied().failures());
    result
        .plan()
        .beingRemoved()
        .forEach(key -> out.println(key + " is still being removed; apply again later"));
    result.pruned().ifPresent(this::pruned);
    if (result.verdict().orElse(null) instanceof Verdict.NeedsConfirmation waits) {
      out.printf(
          "%d objects would be removed, at most %d at once; nothing was removed. To remove them: --confirm %s%n",
          waits.removals(), waits.maximum(), waits.token());
    } else if (!prune && !result.plan().removals().isEmpty()) {
      result
          .plan()
          .removals()
          .forEach(object -> out.println(object.key() + " is not in the directory; left alone"));
    }
    out.printf(
        "%d applied, %d unchanged, %d failed%n",
        applied.size(), result.plan().unchanged().size(), result.applied().failures().size());
  }

  private void pruned(Applier.Pruned pruned) {
    pruned.removed().forEach(key -> out.println(key + " removed"));
    pruned.kept().forEach(key -> out.println(key + " changed meanwhile; apply again"));
    failures(pruned.failures());
  }

  private void failures(List<Applier.Failure> failures) {
    failures.forEach(failure -> out.println(failure.cause().getMessage()));
  }

  private static ObjectNode json(SyncRun.Result result) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    strings(node.putArray("applied"), keys(result.applied().applied()));
    strings(node.putArray("unchanged"), result.plan().unchanged());
    strings(node.putArray("beingRemoved"), result.plan().beingRemoved());
    strings(
        node.putArray("removed"), result.pruned().map(Applier.Pruned::removed).orElse(List.of()));
    ArrayNode failed = node.putArray("failed");
    result
        .applied()
        .failures()
        .forEach(
            failure ->
                failed
                    .addObject()
                    .put("object", failure.key().toString())
                    .put("message", failure.cause().getMessage()));
    if (result.verdict().orElse(null) instanceof Verdict.NeedsConfirmation waits) {
      node.putObject("confirmation")
          .put("token", waits.token())
          .put("removals", waits.removals())
          .put("maximum", waits.maximum());
    }
    return node;
  }

  private static Set<ObjectKey> keys(List<LiveObject> objects) {
    Set<ObjectKey> keys = new HashSet<>();
    objects.forEach(object -> keys.add(object.key()));
    return keys;
  }

  private static void strings(ArrayNode array, Collection<ObjectKey> keys) {
    keys.stream().sorted().forEach(key -> array.add(key.toString()));
  }
}
