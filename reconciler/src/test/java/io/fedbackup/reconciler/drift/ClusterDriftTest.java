package io.fedbackup.reconciler.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fedbackup.api.v1alpha1.DriftEntry;
import io.fedbackup.api.v1alpha1.DriftEntryBuilder;
import io.fedbackup.api.v1alpha1.DriftLayer;
import io.fedbackup.api.v1alpha1.DriftType;
import io.fedbackup.planning.drift.DriftLedger;
import io.fedbackup.reconciler.remote.ClusterName;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClusterDriftTest {
  private static final ClusterName SHOP = new ClusterName("team-a", "shop");
  private static final ClusterName OTHER = new ClusterName("team-a", "other");

  private final AtomicInteger writes = new AtomicInteger();
  private final AtomicInteger refusals = new AtomicInteger();
  private final List<Integer> pauses = new CopyOnWriteArrayList<>();
  private final Set<ClusterName> gone = ConcurrentHashMap.newKeySet();
  private final List<ClusterName> forgotten = new CopyOnWriteArrayList<>();
  private volatile DriftLedger written = DriftLedger.of(null);

  private final ClusterDrift drift =
      new ClusterDrift(
          new ClusterDrift.ReportStore() {
            @Override
            public DriftLedger read(ClusterName cluster) {
              return written;
            }

            @Override
            public void write(ClusterName cluster, DriftLedger ledger, Instant now) {
              if (refusals.getAndDecrement() > 0) {
                throw new IllegalStateException("not now");
              }
              written = ledger;
              writes.incrementAndGet();
            }

            @Override
            public void forget(ClusterName cluster) {
              forgotten.add(cluster);
            }
          },
          name -> !gone.contains(name),
          Clock.systemUTC(),
          failures -> {
            pauses.add(failures);
            return 20L * failures;
          });

  @AfterEach
  void stop() {
    drift.close();
  }

  @Test
  void what_happens_in_a_moment_is_one_write_and_what_was_put_right_is_history() {
    for (int i = 0; i < 50; i++) {
      drift.found(SHOP, missing("s" + i));
      drift.asIntended(SHOP, "Rule", "s" + i);
    }

    await().until(() -> written.entries().size() == 50);
    assertThat(writes.get()).isLessThanOrEqualTo(2);
    await().until(() -> written.uncorrected().isEmpty());
  }

  @Test
  void what_could_not_be_put_right_stands_until_it_is_as_intended() {
    drift.found(SHOP, missing("nightly"));
    await().until(() -> written.uncorrected().size() == 1);

    drift.asIntended(SHOP, "Rule", "nightly");

    await().until(() -> written.uncorrected().isEmpty());
    assertThat(written.entries()).singleElement().extracting(DriftEntry::correctedAt).isNotNull();
  }

  @Test
  void after_a_restart_what_stood_is_known_to_be_right_when_it_is() {
    written = written.replaced(List.of(missing("nightly")), Instant.now());

    drift.asIntended(SHOP, "Rule", "nightly");

    await().until(() -> written.uncorrected().isEmpty());
  }

  @Test
  void a_report_that_cannot_be_written_waits_longer_each_time_and_loses_nothing() {
    refusals.set(3);
    drift.found(SHOP, missing("nightly"));

    await().until(() -> written.uncorrected().size() == 1);
    assertThat(pauses).containsExactly(1, 2, 3);

    refusals.set(1);
    drift.asIntended(SHOP, "Rule", "nightly");

    await().until(() -> written.uncorrected().isEmpty());
    assertThat(pauses).as("what went well is forgotten").containsExactly(1, 2, 3, 1);
  }

  @Test
  void what_cannot_be_told_is_told_later_and_waits_longer_each_time() {
    refusals.set(3);
    var told = new AtomicInteger();

    assertThat(
            drift.later(
                () -> {
                  if (refusals.getAndDecrement() > 0) {
                    throw new IllegalStateException("not now");
                  }
                  told.incrementAndGet();
                }))
        .isTrue();

    await().until(() -> told.get() == 1);
    assertThat(pauses).containsExactly(1, 2, 3, 4);
  }

  @Test
  void a_cluster_that_goes_is_forgotten_with_what_could_not_be_written_of_it() {
    refusals.set(Integer.MAX_VALUE);
    drift.found(SHOP, missing("nightly"));
    await().until(() -> !pauses.isEmpty());

    gone.add(SHOP);
    drift.forget(SHOP);
    drift.asIntended(SHOP, "Rule", "nightly");
    drift.found(SHOP, missing("weekly"));

    await().until(() -> !forgotten.isEmpty());
    refusals.set(0);
    drift.found(OTHER, missing("nightly"));
    await().until(() -> written.uncorrected().size() == 1);
    assertThat(forgotten).containsExactly(SHOP);
    assertThat(writes).as("of the other cluster only").hasValue(1);
  }

  @Test
  void a_cluster_of_the_same_name_that_comes_later_begins_anew() {
    drift.asIntended(SHOP, "Rule", "nightly");
    gone.add(SHOP);
    drift.forget(SHOP);
    gone.clear();
    written = written.replaced(List.of(missing("nightly")), Instant.now());

    drift.asIntended(SHOP, "Rule", "nightly");

    await().until(() -> written.uncorrected().isEmpty());
  }

  private static DriftEntry missing(String name) {
    return DriftEntryBuilder.builder()
        .layer(DriftLayer.CLUSTER)
        .kind("Rule")
        .name(name)
        .cluster("shop")
        .type(DriftType.MISSING)
        .build();
  }
}
