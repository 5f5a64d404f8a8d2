package io.fedbackup.reconciler.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fedbackup.api.v1alpha1.AzureEnvironment;
import io.fedbackup.api.v1alpha1.AzureLocation;
import io.fedbackup.api.v1alpha1.BackupLocation;
import io.fedbackup.api.v1alpha1.BackupLocationSpecBuilder;
import io.fedbackup.api.v1alpha1.BackupLocationStatusBuilder;
import io.fedbackup.api.v1alpha1.ClusterPhase;
import io.fedbackup.api.v1alpha1.LocationCluster;
import io.fedbackup.api.v1alpha1.LocationProvider;
import io.fedbackup.api.v1alpha1.LocationState;
import io.fedbackup.api.v1alpha1.ValidationSettings;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.reconciler.drift.Drift;
import io.fedbackup.reconciler.remote.FakeRemoteCluster;
import io.fedbackup.reconciler.remote.Usability;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.libopenstorage.stork.v1alpha1.ApplicationBackup;
import org.libopenstorage.stork.v1alpha1.ApplicationBackupSpec;

class LocationOnClusterTest {
  private static final AzureLocation AZURE =
      new AzureLocation("acct1", "backups", AzureEnvironment.AZURE_PUBLIC_CLOUD, null, null);
  private static final String VALID =
      "{\"verb\":\"validate\",\"verdict\":\"Valid\",\"message\":\"\",\"remedy\":\"\"}";
  private static final String ROLE_MISSING =
      "{\"verb\":\"validate\",\"verdict\":\"Failed\",\"reason\":\"RoleMissing\",\"message\":\"m\",\"remedy\":\"r\"}";

  private final FakeRemoteCluster cluster = new FakeRemoteCluster("team-a", "shop");
  private final BackupLocation ours = new BackupLocation();
  private final List<Drift> drifts = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-22T10:00:00Z");

  @BeforeEach
  void aLocationAndStork() {
    ours.setMetadata(
        new ObjectMetaBuilder().withNamespace("team-a").withName("main").withUid("u-1").build());
    ours.setSpec(
        BackupLocationSpecBuilder.builder()
            .provider(LocationProvider.AZURE)
            .azure(AZURE)
            .validation(new ValidationSettings("1h", "5m"))
            .build());
    cluster.put(
        new DeploymentBuilder()
            .withNewMetadata()
            .withNamespace("portworx")
            .withName("stork")
            .endMetadata()
            .build());
  }

  @Test
  void aNewLocationIsWrittenAndValidated() {
    LocationCluster state = keep();

    assertThat(cluster.writes()).containsExactly("apply BackupLocation", "create Job");
    assertThat(state.state()).isEqualTo(LocationState.VALIDATING);
    assertThat(state.storkName()).startsWith("main-");
    assertThat(state.storkUID()).isNotNull();
  }

  @Test
  void whileTheAgentIsAtItNothingStartsAgain() {
    keep();
    LocationCluster state = keep();

    assertThat(cluster.all(Job.class)).hasSize(1);
    assertThat(state.state()).isEqualTo(LocationState.VALIDATING);
  }

  @Test
  void theAgentsWordMakesItValid() {
    keep();
    agentEnds(VALID);

    LocationCluster state = keep();

    assertThat(state.state()).isEqualTo(LocationState.VALID);
    assertThat(state.reason()).isNull();
    assertThat(state.lastValidationTime()).isEqualTo("2026-11-22T10:00:05Z");
  }

  @Test
  void aFailureIsTriedAgainSoonAndHoldsMeanwhile() {
    keep();
    agentEnds(ROLE_MISSING);
    assertThat(keep().reason()).isEqualTo("RoleMissing");

    now = now.plusSeconds(60);
    LocationCluster meanwhile = keep();

    assertThat(cluster.all(Job.class)).hasSize(2);
    assertThat(meanwhile.state()).isEqualTo(LocationState.FAILED);
    assertThat(meanwhile.reason()).isEqualTo("RoleMissing");

    agentEnds(VALID);
    assertThat(keep().state()).isEqualTo(LocationState.VALID);
    assertThat(cluster.all(Job.class)).as("the older Job is forgotten").hasSize(1);
  }

  @Test
  void aRestartStartsNothingAgain() {
    keep();
    ours.setStatus(null);
    keep();

    assertThat(cluster.all(Job.class)).hasSize(1);
  }

  @Test
  void aClusterThatDoesNotAnswerIsUnreachableAndAskedAtOnceWhenItIsBack() {
    keep();
    agentEnds(VALID);
    keep();
    cluster.now(
        new Usability.Unusable(
            ClusterPhase.NOT_AVAILABLE, Reason.CLUSTER_UNREACHABLE, "no answer", false, false));

    LocationCluster gone = keep();
    assertThat(gone.state()).isEqualTo(LocationState.FAILED);
    assertThat(gone.reason()).isEqualTo("ClusterUnreachable");
    assertThat(gone.remedy()).isNotEmpty();

    cluster.now(new Usability.Usable());
    assertThat(keep().state()).isEqualTo(LocationState.VALIDATING);
    assertThat(cluster.all(Job.class)).hasSize(2);
  }

  @Test
  void aClusterNotReachedYetAfterARestartKeepsItsState() {
    keep();
    agentEnds(VALID);
    keep();
    cluster.now(new Usability.Unusable(ClusterPhase.PENDING, Reason.PROGRESSING, "", false, false));

    assertThat(keep().state()).isEqualTo(LocationState.VALID);
  }

  @Test
  void aSuspendedClusterIsSkipped() {
    cluster.now(new Usability.Suspended());

    LocationCluster state = keep();

    assertThat(state.state()).isEqualTo(LocationState.SKIPPED);
    assertThat(state.reason()).isEqualTo("ClusterSuspended");
    assertThat(cluster.writes()).isEmpty();
  }

  @Test
  void withoutStorksDeploymentItSaysSo() {
    cluster.all(Deployment.class).forEach(cluster::take);

    LocationCluster state = keep();

    assertThat(state.state()).isEqualTo(LocationState.FAILED);
    assertThat(state.reason()).isEqualTo("StorkMissing");
  }

  @Test
  void whatSomebodyDeletedIsToldAndPutBack() {
    keep();
    var stork = storkLocation();
    cluster.take(stork);

    LocationCluster state = keep();

    assertThat(drifts)
        .extracting(Drift::type, Drift::incarnation)
        .containsExactly(tuple(Drift.Type.MISSING, stork.getMetadata().getUid()));
    assertThat(state.storkUID()).isNotEqualTo(stork.getMetadata().getUid());
    keep();
    assertThat(drifts).as("told once").hasSize(1);
  }

  @Test
  void whatSomebodyChangedIsToldAndPutRight() {
    keep();
    var stork = storkLocation();
    stork.getLocation().getAzureConfig().setUseWorkloadIdentity(false);
    cluster.put(stork);

    keep();

    assertThat(drifts)
        .singleElement()
        .satisfies(
            drift -> {
              assertThat(drift.type()).isEqualTo(Drift.Type.MODIFIED);
              assertThat(drift.fields())
                  .singleElement()
                  .satisfies(
                      field ->
                          assertThat(field.path())
                              .isEqualTo("location.azureConfig.useWorkloadIdentity"));
            });
    assertThat(storkLocation().getLocation().getAzureConfig().getUseWorkloadIdentity()).isTrue();
  }

  @Test
  void whatPeopleChangeHereIsNoDrift() {
    keep();
    ours.setSpec(
        BackupLocationSpecBuilder.builder(ours.getSpec())
            .azure(
                new AzureLocation(
                    "acct1", "backups", AzureEnvironment.AZURE_PUBLIC_CLOUD, "rg", null))
            .build());

    keep();

    assertThat(drifts).isEmpty();
    assertThat(storkLocation().getLocation().getAzureConfig().getResourceGroupName())
        .isEqualTo("rg");
  }

  @Test
  void anObjectOfOurNameWithoutOurLabelIsLeftAlone() {
    keep();
    var stork = storkLocation();
    cluster.take(stork);
    cluster.all(Job.class).forEach(cluster::take);
    ours.setStatus(null);
    stork.getMetadata().setLabels(Map.of());
    stork.getMetadata().setUid("of-somebody-else");
    cluster.put(stork);
    cluster.writes();

    LocationCluster state = keep();

    assertThat(state.reason()).isEqualTo("NameTaken");
    assertThat(cluster.writes()).isEmpty();
  }

  @Test
  void aRequestStartsOneValidation() {
    keep();
    agentEnds(VALID);
    keep();
    ours.getMetadata().setAnnotations(Map.of("fedbackup.io/requested-at", "now"));

    keep();
    keep();

    assertThat(cluster.all(Job.class)).hasSize(2);
  }

  @Test
  void itLeavesTheClusterLastWhenNobodyNamesIt() {
    keep();
    ApplicationBackup backup = new ApplicationBackup();
    backup.setMetadata(
        new ObjectMetaBuilder().withNamespace("kube-system").withName("nightly-1").build());
    backup.setSpec(new ApplicationBackupSpec());
    backup.getSpec().setBackupLocation(storkLocation().getMetadata().getName());
    cluster.put(backup);
    cluster.writes();

    ClusterReport held = leave();
    assertThat(held.state().orElseThrow().state()).isEqualTo(LocationState.LEAVING);
    assertThat(held.users())
        .singleElement()
        .satisfies(user -> assertThat(user.name()).isEqualTo("nightly-1"));
    assertThat(held.state().orElseThrow().message()).contains("ApplicationBackup nightly-1");
    assertThat(cluster.writes()).isEmpty();

    cluster.take(backup);
    ClusterReport gone = leave();
    assertThat(gone.state()).isEmpty();
    assertThat(cluster.writes()).containsExactly("delete Job", "delete BackupLocation");
  }

  @Test
  void aClusterThatCannotBeAskedIsRemembered() {
    keep();
    cluster.now(
        new Usability.Unusable(
            ClusterPhase.NOT_AVAILABLE, Reason.CLUSTER_UNREACHABLE, "no answer", false, false));

    assertThat(leave().state())
        .hasValueSatisfying(
            state -> {
              assertThat(state.state()).isEqualTo(LocationState.LEAVING);
              assertThat(state.reason()).isEqualTo("ClusterUnreachable");
              assertThat(state.storkName()).isNotNull();
            });
  }

  @Test
  void whoUsesItAndIsNotKnownYetIsNoUse() {
    keep();
    cluster.unread(LocationKinds.RESTORES);

    assertThat(leave().state())
        .hasValueSatisfying(
            state -> {
              assertThat(state.state()).isEqualTo(LocationState.LEAVING);
              assertThat(state.reason()).isEqualTo("Progressing");
            });
  }

  @Test
  void aBackupThatCannotBeReadMayNameIt() {
    keep();
    cluster.unreadable(LocationKinds.BACKUPS, "mangled");

    assertThat(leave().users())
        .singleElement()
        .satisfies(user -> assertThat(user.name()).isEqualTo("mangled"));
  }

  @Test
  void whatMayNotBeReadIsNoUseAndIsToldByItsCause() {
    keep();
    cluster.forbidden(LocationKinds.LOCATIONS);

    assertThat(leave().state())
        .hasValueSatisfying(
            state -> {
              assertThat(state.state()).isEqualTo(LocationState.LEAVING);
              assertThat(state.reason()).isEqualTo("CredentialsRefused");
              assertThat(state.message()).contains("BackupLocation");
            });
  }

  @Test
  void anotherClusterInTheSamePlaceHasNoDrift() {
    keep();
    cluster.all(org.libopenstorage.stork.v1alpha1.BackupLocation.class).forEach(cluster::take);
    cluster.now(
        new Usability.Unusable(
            ClusterPhase.DISCONNECTED, Reason.CLUSTER_REPLACED, "other UID", true, true));
    keep();

    cluster.now(new Usability.Usable());
    keep();

    assertThat(drifts).isEmpty();
    assertThat(cluster.all(org.libopenstorage.stork.v1alpha1.BackupLocation.class)).hasSize(1);
  }

  @Test
  void aRebuiltBackupClusterAdoptsWithoutDrift() {
    keep();
    ours.getMetadata().setUid("u-2");
    ours.setStatus(null);

    keep();

    assertThat(drifts).isEmpty();
    assertThat(storkLocation().getMetadata().getAnnotations())
        .containsEntry("fedbackup.io/owner-uid", "u-2");
  }

  @Test
  void anotherObjectsClusterIsNotTouched() {
    keep();
    cluster.writes();
    cluster.now(
        new Usability.Unusable(
            ClusterPhase.DISCONNECTED, Reason.CLUSTER_REPLACED, "other UID", true, true));

    assertThat(leave().state()).isEmpty();
    assertThat(cluster.writes()).isEmpty();
  }

  private LocationCluster keep() {
    ClusterReport report =
        new LocationOnCluster(work(), cluster, (_, drift) -> drifts.add(drift)).keep();
    return remember(report);
  }

  private ClusterReport leave() {
    return new LocationDeparture(work(), cluster).leave();
  }

  private LocationCluster remember(ClusterReport report) {
    LocationCluster state = report.state().orElseThrow();
    ours.setStatus(BackupLocationStatusBuilder.builder().clusters(List.of(state)).build());
    cluster.all(Job.class).stream()
        .filter(job -> job.getMetadata().getCreationTimestamp() == null)
        .forEach(
            job -> {
              job.getMetadata().setCreationTimestamp(now.toString());
              cluster.put(job);
            });
    return state;
  }

  private LocationWork work() {
    return new LocationWork(ours, Objects.requireNonNull(ours.getSpec().azure()), now);
  }

  private org.libopenstorage.stork.v1alpha1.BackupLocation storkLocation() {
    return cluster.all(org.libopenstorage.stork.v1alpha1.BackupLocation.class).getFirst();
  }

  private void agentEnds(String message) {
    Job job = cluster.all(Job.class).getLast();
    Instant end = now.plus(Duration.ofSeconds(5));
    Pod pod =
        new PodBuilder()
            .withNewMetadata()
            .withNamespace("portworx")
            .withName("pod-of-" + job.getMetadata().getName())
            .withLabels(job.getMetadata().getLabels())
            .withOwnerReferences(
                new OwnerReferenceBuilder().withUid(job.getMetadata().getUid()).build())
            .endMetadata()
            .withNewStatus()
            .addNewContainerStatus()
            .withName("agent")
            .withNewState()
            .withNewTerminated()
            .withExitCode(0)
            .withMessage(message)
            .withFinishedAt(end.toString())
            .endTerminated()
            .endState()
            .endContainerStatus()
            .endStatus()
            .build();
    cluster.put(pod);
  }
}
