package io.fedbackup.gitsync.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fedbackup.gitsync.plan.Owner;
import io.fedbackup.gitsync.plan.Possession;
import io.fedbackup.gitsync.schema.Catalog;
import io.fedbackup.gitsync.validate.ObjectKey;
import io.fedbackup.gitsync.validate.TestKinds;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an owner has, and what looking costs. */
class ObservationTest {
  private static final Owner OWNER = new Owner("team", "fleet");
  private static final Catalog CATALOG = TestKinds.catalog();
  private final FakeObjects objects = new FakeObjects();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final SyncRun run = new SyncRun(CATALOG, threads, 4);

  @AfterEach
  void end() {
    threads.close();
  }

  @Test
  void a_kind_that_is_not_used_need_not_be_seen() throws InterruptedException {
    objects.forbid("team");

    Listing listing = run.observe(having(Set.of()), Set.of("team"), objects);

    assertThat(listing.observed().labelled()).isEmpty();
    assertThatExceptionOfType(ClusterException.class)
        .isThrownBy(() -> listing.require(Set.of(key("team", "a"))));
  }

  @Test
  void where_something_of_the_inventory_is_the_account_must_be_able_to_look() {
    objects.forbid("former");

    assertThatExceptionOfType(ClusterException.class)
        .isThrownBy(() -> run.observe(having(Set.of(key("former", "a"))), Set.of("team"), objects))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(ClusterException.Kind.FORBIDDEN));
  }

  @Test
  void what_lost_its_labels_is_found_and_many_are_found_by_one_list() throws InterruptedException {
    Set<ObjectKey> inventory = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      inventory.add(create("w" + i));
      objects.unlabel(key("team", "w" + i));
    }
    inventory.add(key("team", "gone"));

    Listing listing = run.observe(having(inventory), Set.of("team"), objects);

    assertThat(listing.observed().labelled()).isEmpty();
    assertThat(listing.observed().strayed()).hasSize(100);
    assertThat(listing.observed().live(key("team", "gone"))).isEmpty();
    assertThat(objects.requests()).filteredOn(it -> !it.startsWith("APPLY")).hasSize(2);
  }

  private static Possession having(Set<ObjectKey> inventory) {
    return new Possession(OWNER, inventory, Instant.EPOCH);
  }

  private ObjectKey create(String name) {
    ObjectNode body =
        (ObjectNode)
            TestKinds.tree(
                "kind: Widget\nmetadata: {name: %s, namespace: team}\nspec: {size: 1}\n"
                    .formatted(name));
    objects.apply(CATALOG.find("Widget").orElseThrow(), body, true);
    return key("team", name);
  }

  private static ObjectKey key(String namespace, String name) {
    return new ObjectKey("Widget", namespace, name);
  }
}
