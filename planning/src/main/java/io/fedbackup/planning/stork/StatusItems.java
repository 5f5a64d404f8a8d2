package io.fedbackup.planning.stork;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;

/**
 * {@code status.items} of a Stork schedule that is put back: without them it would run at once, and
 * never prune what is older than itself.
 */
final class StatusItems {
  private StatusItems() {}

  /** The runs of one schedule, oldest first, by type of policy; others' runs are left out. */
  static ObjectNode of(String schedule, Collection<PastRun> runs) {
    var items = JsonNodeFactory.instance.objectNode();
    var byName = new LinkedHashMap<String, PastRun>();
    runs.forEach(run -> byName.putIfAbsent(run.name(), run));
    byName.values().stream()
        .sorted(Comparator.comparing(PastRun::startedAt).thenComparing(PastRun::name))
        .forEach(run -> add(items, schedule, run));
    return items;
  }

  private static void add(ObjectNode items, String schedule, PastRun run) {
    var name = RunName.parse(run.name()).filter(parsed -> parsed.schedule().equals(schedule));
    if (name.isEmpty()) {
      return;
    }
    var item = items.withArray("/" + name.get().type().wireName()).addObject();
    item.put("name", run.name());
    item.put("creationTimestamp", seconds(run.startedAt()));
    if (run.finishedAt() != null) {
      item.put("finishTimestamp", seconds(run.finishedAt()));
    }
    item.put("status", run.status());
  }

  private static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
