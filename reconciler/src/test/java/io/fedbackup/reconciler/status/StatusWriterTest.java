package io.fedbackup.reconciler.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fedbackup.api.v1alpha1.LocationCluster;
import io.fedbackup.api.v1alpha1.LocationState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatusWriterTest {

  @Test
  void anAbsentFieldAndAnEmptyOneAreTheSame() {
    assertThat(StatusWriter.same(cluster(null), cluster(""))).isTrue();
  }

  @Test
  void anotherValueIsAChange() {
    assertThat(StatusWriter.same(cluster("RoleMissing"), cluster(null))).isFalse();
  }

  @Test
  void noStatusAndAnEmptyOneAreTheSame() {
    assertThat(StatusWriter.same(null, null)).isTrue();
    assertThat(StatusWriter.same(null, cluster(null))).isFalse();
  }

  private static LocationCluster cluster(@Nullable String reason) {
    return new LocationCluster(
        "team-a", "shop", LocationState.VALID, reason, null, null, null, null, null, null);
  }
}
