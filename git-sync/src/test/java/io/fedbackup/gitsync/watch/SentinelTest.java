package io.fedbackup.gitsync.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fedbackup.gitsync.apply.ClusterException;
import io.fedbackup.gitsync.plan.LiveObject;
import io.fedbackup.gitsync.plan.Owner;
import io.fedbackup.gitsync.report.Place;
import io.fedbackup.gitsync.validate.Manifest;
import io.fedbackup.gitsync.validate.ObjectKey;
import io.fedbackup.gitsync.validate.TestKinds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SentinelTest {
  private static final Instant NOW = Instant.parse("2026-11-25T09:00:00Z");
  private static final ObjectKey KEY = new ObjectKey("Widget", "team", "a");

  private static final Spot SPOT = new Spot("sync", "team", "Widget", "team");

  private final AtomicInteger alarms = new AtomicInteger();
  private final List<Spot> blind = new ArrayList<>();
  private final Sentinel sentinel = new Sentinel(new Owner("team", "fleet"), listener());

  @Test
  void what_is_as_applied_is_no_alarm_and_an_edit_is() {
    sentinel.expect(List.of(wanted(1)));

    sentinel.seen(live(1));
    assertThat(alarms).hasValue(0);

    sentinel.seen(live(2));
    assertThat(alarms).hasValue(1);
    assertThat(sentinel.isAlarmed()).isTrue();
  }

  @Test
  void own_writes_of_a_sync_are_no_alarm() {
    sentinel.expect(List.of(wanted(1)));

    sentinel.begin();
    sentinel.expect(List.of(wanted(2)));
    sentinel.seen(live(1));
    sentinel.seen(live(2));
    sentinel.end(List.of(KEY));

    assertThat(alarms).hasValue(0);
  }

  @Test
  void an_edit_while_a_sync_runs_is_an_alarm_when_it_is_over() {
    sentinel.expect(List.of(wanted(1)));

    sentinel.begin();
    sentinel.seen(live(2));
    assertThat(alarms).hasValue(0);
    sentinel.end(List.of());

    assertThat(alarms).hasValue(1);
  }

  @Test
  void what_was_looked_at_and_left_is_no_alarm_until_it_changes_again() {
    sentinel.expect(List.of(wanted(1)));
    sentinel.seen(live(2));
    sentinel.begin();
    sentinel.end(List.of());

    sentinel.seen(live(2));
    assertThat(alarms).hasValue(1);

    sentinel.seen(live(3));
    assertThat(alarms).hasValue(2);
  }

  @Test
  void what_a_person_puts_right_is_an_alarm_once() {
    sentinel.expect(List.of(wanted(1)));
    sentinel.seen(live(2));
    sentinel.begin();
    sentinel.end(List.of());

    sentinel.seen(live(1));
    assertThat(alarms).hasValue(2);
    sentinel.begin();
    sentinel.end(List.of());
    sentinel.seen(live(1));

    assertThat(alarms).hasValue(2);
  }

  @Test
  void the_same_edit_after_a_correction_is_another_alarm() {
    sentinel.expect(List.of(wanted(1)));
    sentinel.seen(live(2));
    sentinel.begin();
    sentinel.seen(live(1));
    sentinel.end(List.of(KEY));

    sentinel.seen(live(2));

    assertThat(alarms).hasValue(2);
  }

  @Test
  void what_a_sync_did_not_come_to_look_at_is_looked_at_by_the_next_one_and_no_new_alarm() {
    sentinel.expect(List.of(wanted(1)));
    sentinel.seen(live(2));
    sentinel.begin();
    sentinel.breakOff(List.of());

    sentinel.seen(live(2));
    assertThat(alarms).hasValue(1);
    assertThat(sentinel.isAlarmed()).isTrue();

    sentinel.begin();
    assertThat(sentinel.hasCalled()).isTrue();
    sentinel.end(List.of(KEY));
    assertThat(sentinel.isAlarmed()).isFalse();
  }

  @Test
  void what_came_up_while_a_sync_that_was_broken_off_ran_is_an_alarm() {
    sentinel.expect(List.of(wanted(1)));
    sentinel.seen(live(2));
    sentinel.begin();
    sentinel.seen(live(3));
    sentinel.breakOff(List.of());

    assertThat(alarms).hasValue(2);
  }

  @Test
  void what_was_written_by_a_sync_that_was_broken_off_is_looked_at_no_more() {
    sentinel.expect(List.of(wanted(1)));
    sentinel.seen(live(2));
    sentinel.begin();
    sentinel.breakOff(List.of(KEY));
    assertThat(sentinel.isAlarmed()).isFalse();

    sentinel.seen(live(2));
    sentinel.begin();
    sentinel.seen(live(1));
    sentinel.breakOff(List.of());
    assertThat(sentinel.isAlarmed()).isFalse();
  }

  @Test
  void what_becomes_right_while_a_sync_looks_is_an_alarm_when_it_differs_again() {
    sentinel.expect(List.of(wanted(1)));
    sentinel.seen(live(2));
    sentinel.begin();
    sentinel.seen(live(1));
    sentinel.end(List.of());

    sentinel.seen(live(2));

    assertThat(alarms).hasValue(2);
  }

  @Test
  void where_nothing_is_watched_any_more_nothing_is_to_be_looked_at() {
    sentinel.expect(List.of(wanted(1)));
    sentinel.seen(live(2));
    sentinel.begin();
    sentinel.forget();
    sentinel.breakOff(List.of());

    assertThat(sentinel.isAlarmed()).isFalse();
  }

  @Test
  void what_goes_is_an_alarm_and_the_sync_knows_since_when() {
    sentinel.expect(List.of(wanted(1)));

    sentinel.gone(KEY, NOW);
    assertThat(alarms).hasValue(1);

    sentinel.begin();
    assertThat(sentinel.goneAt(KEY)).contains(NOW);
    sentinel.end(List.of(KEY));
    assertThat(sentinel.goneAt(KEY)).isEmpty();
  }

  @Test
  void what_is_not_wanted_is_nobodys_business() {
    sentinel.expect(List.of());

    sentinel.seen(live(2));
    sentinel.gone(KEY, NOW);

    assertThat(alarms).hasValue(0);
  }

  @Test
  void what_went_before_the_watch_began_is_an_alarm() {
    sentinel.expect(List.of(wanted(1)));

    sentinel.watches(SPOT, _ -> true, NOW);
    assertThat(alarms).hasValue(0);

    sentinel.watches(SPOT, _ -> false, NOW);
    assertThat(alarms).hasValue(1);
    sentinel.begin();
    assertThat(sentinel.goneAt(KEY)).contains(NOW);
  }

  @Test
  void what_is_elsewhere_does_not_go_when_a_watch_begins() {
    sentinel.expect(List.of(wanted(1)));

    sentinel.watches(new Spot("sync", "team", "Widget", "other"), _ -> false, NOW);
    sentinel.watches(new Spot("sync", "team", "Gadget", "team"), _ -> false, NOW);

    assertThat(alarms).hasValue(0);
  }

  @Test
  void a_refused_watch_is_told_once_and_again_only_after_it_could_be_had() {
    var why =
        new ClusterException(ClusterException.Kind.FORBIDDEN, "no", new IllegalStateException());

    sentinel.refused(SPOT, why);
    sentinel.refused(SPOT, why);
    assertThat(blind).containsExactly(SPOT);

    sentinel.watches(SPOT, _ -> true, NOW);
    sentinel.refused(SPOT, why);
    assertThat(blind).containsExactly(SPOT, SPOT);
    assertThat(alarms).hasValue(0);
  }

  private Sentinel.Listener listener() {
    return new Sentinel.Listener() {
      @Override
      public void alarm() {
        alarms.incrementAndGet();
      }

      @Override
      public void blind(Spot spot, ClusterException why) {
        blind.add(spot);
      }
    };
  }

  private static Manifest wanted(int size) {
    var body = (ObjectNode) TestKinds.tree(object(size, ""));
    var kind = TestKinds.catalog().find("Widget").orElseThrow();
    return new Manifest(KEY, kind, body, Place.ofFile("a.yaml"));
  }

  private static LiveObject live(int size) {
    var metadata =
        ", labels: {fedbackup.io/git-sync-namespace: team, fedbackup.io/git-sync-name: fleet},"
            + " managedFields: [{manager: fedbackup-git-sync, operation: Apply, fieldsV1:"
            + " {f:metadata: {f:labels: {f:fedbackup.io/git-sync-namespace: {},"
            + " f:fedbackup.io/git-sync-name: {}}}, f:spec: {f:size: {}}}}]";
    return LiveObject.of("Widget", TestKinds.tree(object(size, metadata)));
  }

  private static String object(int size, String metadata) {
    return "apiVersion: fedbackup.io/v1alpha1\nkind: Widget\nmetadata: {name: a, namespace: team%s}\nspec: {size: %d}\n"
        .formatted(metadata, size);
  }
}
