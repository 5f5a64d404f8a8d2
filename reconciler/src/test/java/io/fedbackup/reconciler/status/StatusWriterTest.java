package io.fedbackup.reconciler.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fedbackup.api.v1alpha1.BackupLocation;
import io.fedbackup.api.v1alpha1.BackupLocationStatus;
import io.fedbackup.api.v1alpha1.BackupLocationStatusBuilder;
import io.fedbackup.api.v1alpha1.LocationCluster;
import io.fedbackup.api.v1alpha1.LocationState;
import io.fedbackup.reconciler.event.FakeBackupCluster;
import io.fedbackup.reconciler.instruction.FakeCatalogue;
import io.fedbackup.reconciler.status.StatusWriter.Written;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.net.HttpURLConnection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatusWriterTest {
  private final FakeBackupCluster backupCluster = new FakeBackupCluster();
  private final FakeRecentWrites recent = new FakeRecentWrites();
  private final StatusWriter writer = new StatusWriter(backupCluster.client(), recent);

  @SuppressWarnings("unchecked") // it is handed on only
  private final Context<BackupLocation> context =
      (Context<BackupLocation>) FakeCatalogue.of().context();

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

  @Test
  void what_was_written_is_remembered_and_nothing_else_is() {
    var location = location();
    var status = status("RoleMissing");

    assertThat(writer.write(location, status, context)).isEqualTo(Written.WRITTEN);
    assertThat(recent.told).containsExactly("9 > 9");

    location.setStatus(status);
    assertThat(writer.write(location, status, context)).isEqualTo(Written.UNCHANGED);
    backupCluster.answers(HttpURLConnection.HTTP_CONFLICT);
    assertThat(writer.stored(location, status(null), context)).isEmpty();
    backupCluster.answers(HttpURLConnection.HTTP_NOT_FOUND);
    assertThat(writer.write(location, status(null), context)).isEqualTo(Written.GONE);
    assertThat(recent.told).hasSize(1);
  }

  private static BackupLocation location() {
    var location = new BackupLocation();
    location.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("team-a")
            .withName("store")
            .withResourceVersion("9")
            .build());
    return location;
  }

  private static BackupLocationStatus status(@Nullable String reason) {
    return BackupLocationStatusBuilder.builder().clusters(List.of(cluster(reason))).build();
  }

  private static LocationCluster cluster(@Nullable String reason) {
    return new LocationCluster(
        "team-a", "shop", LocationState.VALID, reason, null, null, null, null, null, null);
  }
}
