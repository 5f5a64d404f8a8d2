package io.fedbackup.gitsync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fedbackup.gitsync.plan.PruneGuard.Verdict;
import io.fedbackup.gitsync.report.Place;
import io.fedbackup.gitsync.schema.ResourceKind;
import io.fedbackup.gitsync.validate.Manifest;
import io.fedbackup.gitsync.validate.TestKinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is written and removed, and how much may be. */
class PlannerTest {
  private static final Owner OWNER = new Owner("team", "fleet");
  private static final ResourceKind WIDGET = TestKinds.catalog().find("Widget").orElseThrow();
  private final Planner planner = new Planner();

  @Test
  void what_is_not_there_is_applied_with_the_owners_labels() {
    SyncPlan plan = plan(List.of(manifest("a", "size: 1")), List.of());

    assertThat(plan.changes())
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.isNew()).isTrue();
              assertThat(OWNER.owns(change.body())).isTrue();
            });
    assertThat(plan.removals()).isEmpty();
  }

  @Test
  void what_is_as_applied_is_left_alone_also_with_the_servers_defaults_in_lists() {
    Manifest wanted = manifest("a", "size: 1, steps: [{run: ls}]");
    LiveObject live =
        live(
            "a",
            "size: 1, mode: Safe, steps: [{run: ls, kind: command}]",
            "f:size: {}, f:steps: {}");

    assertThat(plan(List.of(wanted), List.of(live)).isEmpty()).isTrue();
  }

  @Test
  void empty_annotations_and_empty_data_which_the_server_does_not_keep_are_not_applied() {
    Manifest wanted = manifest("a", "size: 1");
    ((ObjectNode) wanted.body().get("metadata")).putObject("annotations");
    wanted.body().putObject("data");

    assertThat(plan(List.of(wanted), List.of(live("a", "size: 1", "f:size: {}"))).isEmpty())
        .isTrue();
    assertThat(plan(List.of(wanted), List.of()).changes())
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.body().has("data")).isFalse();
              assertThat(change.body().path("metadata").has("annotations")).isFalse();
            });
  }

  @Test
  void an_empty_list_with_keys_has_no_owner_and_is_still_equal_once_it_is_there() {
    List<Manifest> wanted = List.of(manifest("a", "size: 1, ports: [], tags: []"));

    assertThat(plan(wanted, List.of(live("a", "size: 1, ports: [], tags: []", "f:size: {}"))))
        .matches(SyncPlan::isEmpty, "equal");
    assertThat(
            plan(wanted, List.of(live("a", "size: 1, ports: [{name: x}], tags: []", "f:size: {}"))))
        .as("an item of somebody else")
        .matches(SyncPlan::isEmpty, "equal");
    assertThat(plan(wanted, List.of(live("a", "size: 1, ports: []", "f:size: {}"))).changes())
        .as("a list that is not there")
        .hasSize(1);
    assertThat(
            plan(
                    wanted,
                    List.of(
                        live(
                            "a",
                            "size: 1, ports: [{name: x}], tags: []",
                            "f:size: {}, f:ports: {'k:{\"name\":\"x\"}': {.: {}, f:name: {}}}")))
                .changes())
        .as("an item that was applied before")
        .hasSize(1);
  }

  @Test
  void an_object_that_was_applied_empty_owns_nothing_of_what_others_put_into_it() {
    List<Manifest> wanted = List.of(manifest("a", "size: 1, labels: {a: b}"));

    assertThat(
            plan(wanted, List.of(live("a", "size: 1, labels: {a: b}", "f:size: {}, f:labels: {}")))
                .changes())
        .as("the value is there, and would not be ours")
        .hasSize(1);
    assertThat(
            plan(
                wanted,
                List.of(live("a", "size: 1, labels: {a: b}", "f:size: {}, f:labels: {f:a: {}}"))))
        .matches(SyncPlan::isEmpty, "equal");
  }

  @Test
  void a_value_that_differs_is_applied_and_named() {
    LiveObject live = live("a", "size: 2", "f:size: {}");

    SyncPlan plan = plan(List.of(manifest("a", "size: 1")), List.of(live));

    assertThat(plan.changes())
        .singleElement()
        .satisfies(
            change ->
                assertThat(change.differences())
                    .singleElement()
                    .satisfies(
                        difference -> {
                          assertThat(difference.path()).isEqualTo("spec.size");
                          assertThat(difference.want()).isEqualTo("1");
                          assertThat(difference.have()).isEqualTo("2");
                        }));
  }

  @Test
  void what_is_no_longer_wanted_goes_and_what_is_going_is_waited_for() {
    LiveObject old = live("old", "size: 1", "f:size: {}");
    LiveObject going = going("back");

    SyncPlan plan = plan(List.of(manifest("back", "size: 1")), List.of(old, going));

    assertThat(plan.removals()).containsExactly(old);
    assertThat(plan.beingRemoved())
        .extracting(object -> object.key().name())
        .containsExactly("back");
    assertThat(plan.changes()).isEmpty();
  }

  @Test
  void the_guard_lets_a_fifth_go_and_holds_more_until_that_is_confirmed() {
    List<LiveObject> owned = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      owned.add(live("w" + i, "size: 1", "f:size: {}"));
    }
    var guard = PruneGuard.of(true, "20%");
    List<Manifest> eight = wanted(8);
    SyncPlan two = plan(eight, owned);
    SyncPlan three = plan(wanted(7), owned);

    assertThat(guard.check(two, Set.of())).isInstanceOf(Verdict.Allowed.class);
    var held = (Verdict.NeedsConfirmation) guard.check(three, Set.of());
    assertThat(held.maximum()).isEqualTo(2);
    assertThat(guard.check(three, Set.of("other"))).isEqualTo(held);
    assertThat(guard.check(three, Set.of(held.token()))).isInstanceOf(Verdict.Allowed.class);
    assertThat(guard.check(plan(wanted(6), owned), Set.of(held.token())))
        .isInstanceOf(Verdict.NeedsConfirmation.class);
    assertThat(PruneGuard.of(false, "20%").check(three, Set.of()))
        .isInstanceOf(Verdict.Nothing.class);
    assertThat(PruneGuard.of(true, "0%").check(plan(wanted(9), owned), Set.of()))
        .isInstanceOf(Verdict.Allowed.class);
  }

  private SyncPlan plan(List<Manifest> wanted, List<LiveObject> owned) {
    return planner.plan(
        wanted,
        Observed.of(owned, List.of(), Possession.withoutInventory(OWNER)),
        OWNER,
        Neighbours.none());
  }

  private static List<Manifest> wanted(int count) {
    List<Manifest> manifests = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      manifests.add(manifest("w" + i, "size: 1"));
    }
    return manifests;
  }

  private static Manifest manifest(String name, String spec) {
    ObjectNode body = (ObjectNode) TestKinds.tree(object(name, spec, ""));
    return new Manifest(LiveObject.of("Widget", body).key(), WIDGET, body, Place.ofFile("a.yaml"));
  }

  private static LiveObject live(String name, String spec, String fields) {
    String metadata =
        ", uid: uid-%s, resourceVersion: '1', labels: {fedbackup.io/git-sync-namespace: team, fedbackup.io/git-sync-name: fleet}"
                .formatted(name)
            + ", managedFields: [{manager: fedbackup-git-sync, operation: Apply, time: '2026-01-01T00:00:00Z', fieldsType: FieldsV1, fieldsV1:"
            + " {f:metadata: {f:labels: {f:fedbackup.io/git-sync-namespace: {}, f:fedbackup.io/git-sync-name: {}}},"
            + " f:spec: {%s}}}]".formatted(fields);
    return LiveObject.of("Widget", TestKinds.tree(object(name, spec, metadata)));
  }

  private static LiveObject going(String name) {
    return LiveObject.of(
        "Widget",
        TestKinds.tree(object(name, "size: 1", ", deletionTimestamp: '2026-01-01T00:00:00Z'")));
  }

  private static String object(String name, String spec, String metadata) {
    return "apiVersion: fedbackup.io/v1alpha1\nkind: Widget\nmetadata: {name: %s, namespace: team%s}\nspec: {%s}\n"
        .formatted(name, metadata, spec);
  }
}
