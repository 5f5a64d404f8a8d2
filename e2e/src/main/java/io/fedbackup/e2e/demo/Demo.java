package io.fedbackup.e2e.demo;

import io.fedbackup.api.v1alpha1.Annotations;
import io.fedbackup.api.v1alpha1.BackupLocation;
import io.fedbackup.api.v1alpha1.LocationCluster;
import io.fedbackup.api.v1alpha1.LocationState;
import io.fedbackup.e2e.fleet.Fleet;
import io.fedbackup.e2e.fleet.FleetCluster;
import io.fedbackup.e2e.programs.Installation;
import io.fedbackup.e2e.programs.Questions;
import io.fedbackup.e2e.testbed.Testbed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.libopenstorage.stork.v1alpha1.ApplicationBackup;
import picocli.CommandLine.Help.Ansi;

/**
 * {@code make demo}: from a commit in Git to backups in an object store, with the failures that an
 * operator meets. Exit code 0 when all was seen, 1 when something did not happen in time. With
 * {@code KEEP=1} in the environment it stays up until Ctrl-C.
 */
public final class Demo {

  private static final String LOCATION = "shop-backups";
  private static final String FIRST = "shop-hourly";
  private static final String SECOND = "catalogue-quarterly";
  private static final String ROLE_MISSING = "RoleMissing";
  private static final List<String> TABLES =
      List.of(
          "gitsyncs",
          "applicationclusters",
          "backuplocations",
          "schedulepolicies",
          "backupschedules",
          "backups");
  private static final Duration QUIET = Duration.ofSeconds(15);

  private static final String SECOND_SCHEDULE =
      """
      apiVersion: fedbackup.io/v1alpha1
      kind: BackupSchedule
      metadata:
        name: catalogue-quarterly
        namespace: team-shop
      spec:
        clusters:
          names: [shop-eu, shop-us]
        schedulePolicyRef:
          name: quarterly
        locationRef:
          name: shop-backups
        template:
          namespaces: [shop]
          resourceTypes: [ConfigMap]
      ---
      apiVersion: fedbackup.io/v1alpha1
      kind: SchedulePolicy
      metadata:
        name: quarterly
        namespace: team-shop
      spec:
        interval:
          minutes: 15
          retain: 8
      """;

  private final Installation stage;
  private final Narrator tell;
  private final Questions ask;
  private final Kubectl kubectl;

  private Demo(Installation stage, Path kubectl, Narrator tell) {
    this.stage = stage;
    this.kubectl = new Kubectl(kubectl, stage.fleet().backup().kubeconfigFile());
    this.tell = tell;
    this.ask = stage.ask();
  }

  /** Runs the demo. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var tell = new Narrator(System.out, Ansi.AUTO, Clock.systemUTC());
    var kubectl = Kubectl.find();
    if (kubectl.isEmpty()) {
      tell.trouble(
          "make demo needs kubectl for its tables, and there is none: put it on the PATH, or let"
              + " TEST_ASSET_KUBECTL name it");
      System.exit(1);
    }
    tell.chapter("A backup cluster, two application clusters, an object store");
    var directory = Files.createTempDirectory("fedbackup-demo-");
    tell.doing("starting real API servers; logs and kubeconfigs are in " + directory);
    try (var testbed = Testbed.open(directory);
        var fleet = Fleet.start(testbed, Installation.fleetOptions().withoutStorageGranted());
        var stage = new Installation(fleet, testbed, directory.resolve("installation"))) {
      var demo = new Demo(stage, kubectl.orElseThrow(), tell);
      demo.play();
      if ("1".equals(System.getenv("KEEP"))) {
        demo.stay();
      }
    } catch (org.awaitility.core.ConditionTimeoutException e) {
      tell.trouble("gave up waiting: " + e.getMessage());
      tell.trouble("the logs are in " + directory);
      System.exit(1);
    }
    System.exit(0);
  }

  private void play() {
    servers();
    repository();
    clusters();
    location();
    backups();
    secondSchedule();
    drift();
    fleetTable();
  }

  private void servers() {
    for (var cluster : stage.fleet().applications()) {
      tell.seen(
          "application cluster "
              + cluster.name()
              + ": Kubernetes "
              + cluster.client().getKubernetesVersion().getGitVersion()
              + ", issuer "
              + cluster.controlPlane().issuer());
    }
    tell.doing(
        "Stork is a double here, and quick: it looks at its objects every second, the real one"
            + " every 10 s");
    stage.openShops();
  }

  private void repository() {
    tell.chapter("Intent is YAML in Git");
    stage.admitTeam();
    var commit = stage.pushExamples();
    tell.seen("pushed examples/fleet as commit " + commit.substring(0, 8));
    tell.doing("starting git-sync and the reconciler, each with its own account");
    stage.gitSync().start();
    stage.reconciler().startAndAwaitReady();
    var sync =
        Waiting.until(
            "the commit is applied",
            () -> ask.appliedRevision("fleet").filter(revision -> revision.contains(commit)));
    tell.seen("git-sync applied " + sync);
  }

  private void clusters() {
    tell.chapter("Clusters become Active");
    for (var cluster : stage.fleet().applications()) {
      var status =
          Waiting.until(cluster.name() + " is Active", () -> ask.activeCluster(cluster.name()))
              .getStatus();
      tell.seen(cluster.name() + " is Active, Stork " + status.storkVersion());
    }
  }

  private void location() {
    tell.chapter("A location is believed only when a cluster has proved it");
    var granted = stage.fleet().applications().getFirst();
    var refused = stage.fleet().applications().getLast();
    granted.grantStorage();
    tell.doing("only the identity of " + granted.name() + " has a role on the container");
    requestValidation();
    awaitLocation(granted, LocationState.VALID);
    tell.seen(LOCATION + " is Valid on " + granted.name());
    var failed = awaitRefusal(refused);
    tell.trouble(LOCATION + " is Failed on " + refused.name() + ": " + failed.reason());
    tell.verbatim("remedy: " + failed.remedy());
    refused.grantStorage();
    tell.doing(
        "granted the role, which takes minutes to work in Azure and none here; asking for a"
            + " validation now, as kubectl annotate would");
    requestValidation();
    awaitLocation(refused, LocationState.VALID);
    tell.seen(LOCATION + " is Valid on " + refused.name());
  }

  private LocationCluster awaitRefusal(FleetCluster cluster) {
    return Waiting.until(
        LOCATION + " is Failed on " + cluster.name() + " with reason " + ROLE_MISSING,
        () ->
            ask.locationOn(LOCATION, cluster.name())
                .filter(it -> it.state() == LocationState.FAILED)
                .filter(it -> ROLE_MISSING.equals(it.reason())));
  }

  private LocationCluster awaitLocation(FleetCluster cluster, LocationState state) {
    return Waiting.until(
        LOCATION + " is " + state + " on " + cluster.name(),
        () -> ask.locationOn(LOCATION, cluster.name()).filter(it -> it.state() == state));
  }

  private void requestValidation() {
    stage
        .backup()
        .resources(BackupLocation.class)
        .inNamespace(Installation.NAMESPACE)
        .withName(LOCATION)
        .edit(
            location -> {
              var annotations = new java.util.HashMap<>(location.getMetadata().getAnnotations());
              annotations.put(Annotations.REQUESTED_AT, Instant.now().toString());
              location.getMetadata().setAnnotations(annotations);
              return location;
            });
  }

  private void backups() {
    tell.chapter("One schedule protects both clusters");
    for (var cluster : stage.fleet().applications()) {
      awaitStorkSchedule(cluster, FIRST);
    }
    for (var cluster : stage.fleet().applications()) {
      var backup =
          Waiting.until("a backup of " + cluster.name(), () -> ask.successOn(cluster.name()));
      tell.seen(
          "backup "
              + backup.getMetadata().getName()
              + " of "
              + cluster.name()
              + ": Success, "
              + backup.getStatus().resources()
              + " resources");
    }
    tell.doing("the container holds now:");
    stage.fleet().blobs().forEach(tell::verbatim);
  }

  private void awaitStorkSchedule(FleetCluster cluster, String name) {
    var schedule =
        Waiting.until(
            "schedule " + name + " on " + cluster.name(),
            () -> Questions.storkSchedules(cluster, name).stream().findFirst());
    tell.seen("Stork on " + cluster.name() + " has " + schedule.getMetadata().getName());
  }

  private void secondSchedule() {
    tell.chapter("A commit later");
    stage.copy().write("schedules/" + SECOND + ".yaml", SECOND_SCHEDULE);
    var pushed = Instant.now();
    var commit = stage.copy().commitAndPush("Back up the catalogue every quarter of an hour");
    tell.doing("pushed commit " + commit.substring(0, 8) + " with schedule " + SECOND);
    tell.doing(
        "git-sync looks every minute by itself; asking for a sync now, as kubectl annotate would");
    stage.requestSync();
    for (var cluster : stage.fleet().applications()) {
      awaitStorkSchedule(cluster, SECOND);
    }
    var seconds = Duration.between(pushed, Instant.now()).toMillis() / 1000.0;
    tell.seen("on both clusters " + seconds + " s after the push");
  }

  private void drift() {
    tell.chapter("Somebody deletes an instruction by hand");
    var cluster = stage.fleet().applications().getFirst();
    awaitFinal(cluster);
    var before = Questions.storkBackups(cluster).size();
    var schedule = Questions.storkSchedules(cluster, FIRST).getFirst();
    var name = schedule.getMetadata().getName();
    cluster.client().resource(schedule).delete();
    tell.trouble("deleted " + name + " on " + cluster.name());
    var back =
        Waiting.until(
            "the schedule is back",
            () ->
                Questions.storkSchedules(cluster, FIRST).stream()
                    .filter(
                        it -> !it.getMetadata().getUid().equals(schedule.getMetadata().getUid()))
                    .findFirst());
    var event =
        Waiting.until(
            "an Event about it",
            () -> ask.driftEvent(FIRST).filter(it -> it.getMessage().contains(name)));
    tell.seen("it was seen to be gone at " + event.getFirstTimestamp() + ", which is reported:");
    tell.verbatim("Event " + event.getReason() + ": " + event.getMessage());
    tell.seen(
        "it came back at "
            + back.getMetadata().getCreationTimestamp()
            + " with another UID: "
            + back.getMetadata().getUid());
    Awaitility.await("no additional run of " + FIRST)
        .during(QUIET)
        .atMost(QUIET.multipliedBy(2))
        .until(() -> Questions.storkBackups(cluster).size() == before);
    tell.seen("no additional run in " + QUIET.toSeconds() + " s: " + before + " backups as before");
  }

  private void awaitFinal(FleetCluster cluster) {
    Waiting.until(
        "all runs on " + cluster.name() + " are over",
        () -> {
          var backups = Questions.storkBackups(cluster);
          return Optional.of(backups)
              .filter(all -> all.size() >= 2 && all.stream().allMatch(Demo::isFinal));
        });
  }

  private static boolean isFinal(ApplicationBackup backup) {
    return backup.getStatus() != null && "Final".equals(backup.getStatus().getStage());
  }

  private void fleetTable() {
    tell.chapter("The fleet");
    for (var kind : TABLES) {
      tell.doing("kubectl get " + kind);
      tell.verbatim(kubectl.run("get", kind, "-n", Installation.NAMESPACE));
    }
    tell.seen("done");
  }

  private void stay() throws InterruptedException {
    tell.chapter("Look around; Ctrl-C ends it");
    var backup = stage.fleet().backup().kubeconfigFile();
    tell.verbatim("export KUBECONFIG=" + backup + "    # the backup cluster");
    for (var cluster : stage.fleet().applications()) {
      tell.verbatim(
          "# " + cluster.name() + ": KUBECONFIG=" + cluster.controlPlane().kubeconfigFile());
    }
    tell.verbatim(kubectl.program() + " get fedbackup -n " + Installation.NAMESPACE);
    tell.verbatim(kubectl.program() + " describe backuplocation -n " + Installation.NAMESPACE);
    tell.verbatim(
        kubectl.program() + " get applicationbackups.stork.libopenstorage.org -n kube-system");
    tell.verbatim("the fleet's repository: " + stage.copy().directory());
    tell.verbatim("logs: " + stage.reconciler().log() + " and " + stage.gitSync().log());
    new CountDownLatch(1).await();
  }
}
