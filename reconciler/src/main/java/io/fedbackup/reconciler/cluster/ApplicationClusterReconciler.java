package io.fedbackup.reconciler.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fedbackup.api.v1alpha1.ApplicationCluster;
import io.fedbackup.api.v1alpha1.ApplicationClusterStatus;
import io.fedbackup.api.v1alpha1.ApplicationClusterStatusBuilder;
import io.fedbackup.api.v1alpha1.BackupLocation;
import io.fedbackup.api.v1alpha1.ClusterPhase;
import io.fedbackup.api.v1alpha1.LeftBehind;
import io.fedbackup.planning.naming.ClusterKey;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.reconciler.event.EventWriter;
import io.fedbackup.reconciler.remote.ApplicationClusters;
import io.fedbackup.reconciler.remote.ClusterConnections;
import io.fedbackup.reconciler.remote.ClusterContext;
import io.fedbackup.reconciler.remote.ClusterName;
import io.fedbackup.reconciler.remote.ClusterSettings;
import io.fedbackup.reconciler.remote.Contact;
import io.fedbackup.reconciler.remote.Kubeconfig;
import io.fedbackup.reconciler.remote.RemoteCluster;
import io.fedbackup.reconciler.status.StatusWriter;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ApplicationCluster: connects, judges, says so in the status and to the other reconcilers. Never
 * waits for a cluster that does not answer: probes run on threads of their own and end in an event.
 */
@ControllerConfiguration(
    name = "applicationcluster",
    finalizerName = ApplicationClusterReconciler.FINALIZER,
    generationAwareEventProcessing = false)
public final class ApplicationClusterReconciler
    implements Reconciler<ApplicationCluster>, Cleaner<ApplicationCluster> {
  /** Holds an ApplicationCluster until its instructions are taken back. */
  public static final String FINALIZER = "fedbackup.io/applicationcluster";

  private static final Logger LOG = LoggerFactory.getLogger(ApplicationClusterReconciler.class);
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration UNDECIDED = Duration.ofSeconds(5);
  private static final Duration LOOK_FOR_LEFT = Duration.ofSeconds(30);

  private final ApplicationClusters clusters;
  private final ClusterConnections connections;
  private final StatusWriter statuses;
  private final EventWriter events;
  private final Installation installation;
  private final Clock clock;
  private final StorkJudge stork;
  private final LeftBehindTakeBack takeBack;
  private final ClusterRemoval removal;

  /**
   * What it works with.
   *
   * @param clusters what the other reconcilers see
   * @param connections the connections behind it
   * @param statuses writes to the backup cluster
   * @param events writes to the backup cluster
   */
  public record Tools(
      ApplicationClusters clusters,
      ClusterConnections connections,
      StatusWriter statuses,
      EventWriter events) {}

  /** Reconciles with these. */
  public ApplicationClusterReconciler(Tools tools, Installation installation, Clock clock) {
    this.clusters = tools.clusters();
    this.connections = tools.connections();
    this.statuses = tools.statuses();
    this.events = tools.events();
    this.installation = installation;
    this.clock = clock;
    this.stork = new StorkJudge(new CrdProtection(clusters, connections));
    this.takeBack = new LeftBehindTakeBack(clusters, clock);
    this.removal = new ClusterRemoval(tools, clock);
  }

  @Override
  public List<EventSource<?, ApplicationCluster>> prepareEventSources(
      EventSourceContext<ApplicationCluster> context) {
    return new ClusterTriggers(context, clusters, this::uidBehind).all();
  }

  @Override
  public UpdateControl<ApplicationCluster> reconcile(
      ApplicationCluster cluster, Context<ApplicationCluster> context) {
    try (var _ = ClusterContext.of(ClusterTriggers.name(cluster))) {
      return ClusterNameLabel.ensure(cluster, context.getClient())
          ? UpdateControl.noUpdate() // the change is an event
          : look(cluster, context);
    }
  }

  private UpdateControl<ApplicationCluster> look(
      ApplicationCluster cluster, Context<ApplicationCluster> context) {
    Access access = Access.of(cluster, context.getSecondaryResource(Secret.class));
    if (access instanceof Access.Denied denied
        && denied.reason() == Reason.SECRET_NOT_FOUND
        && namespaceGoes(cluster, context.getClient())) {
      // the object's own removal comes next, and needs the connection
      return UpdateControl.noUpdate();
    }
    Observation seen = observe(cluster, context, access);
    publish(cluster, seen);
    if (seen.verdict().phase() == ClusterPhase.PENDING && isKnown(cluster, seen)) {
      // after a restart what was known stays written until it is known again
      return UpdateControl.<ApplicationCluster>noUpdate().rescheduleAfter(UNDECIDED);
    }
    List<LeftBehind> left =
        seen.verdict().isActive()
            ? takeBack.of(cluster, context.getClient())
            : LeftBehindTakeBack.known(cluster);
    return report(cluster, seen, left, context);
  }

  private static boolean isKnown(ApplicationCluster cluster, Observation seen) {
    ClusterPhase written = cluster.getStatus() == null ? null : cluster.getStatus().phase();
    return written != null
        && (seen.contact() instanceof Contact.None || written != ClusterPhase.PENDING);
  }

  private static boolean namespaceGoes(ApplicationCluster cluster, KubernetesClient client) {
    Namespace found = client.namespaces().withName(cluster.getMetadata().getNamespace()).get();
    return found == null || found.getMetadata().getDeletionTimestamp() != null;
  }

  private Observation observe(
      ApplicationCluster cluster, Context<ApplicationCluster> context, Access access) {
    ClusterName name = ClusterTriggers.name(cluster);
    var locations = ClusterLocations.of(name, context.getSecondaryResources(BackupLocation.class));
    return switch (access) {
      case Access.Denied denied -> {
        configure(cluster, null, new Contact.None());
        yield new Observation(
            Verdict.blocked(denied.reason(), denied.message()),
            new Contact.None(),
            false,
            Optional.empty(),
            locations,
            connections.lastContact(name),
            Optional.empty());
      }
      case Access.Granted granted -> connected(cluster, context, granted.kubeconfig(), locations);
    };
  }

  private Observation connected(
      ApplicationCluster cluster,
      Context<ApplicationCluster> context,
      Kubeconfig kubeconfig,
      ClusterLocations locations) {
    ClusterName name = ClusterTriggers.name(cluster);
    Contact contact = connections.contact(name);
    RemoteCluster remote = configure(cluster, kubeconfig, contact);
    contact = connections.contact(name);
    probeIfAsked(cluster, contact);
    boolean reached = contact instanceof Contact.Reached;
    Optional<StorkFacts> facts = reached ? StorkFacts.read(remote) : Optional.empty();
    Verdict verdict =
        switch (contact) {
          case Contact.None _ -> Verdict.pending("cluster " + name.name() + " is being contacted");
          case Contact.Failed failed -> ContactAssessment.of(failed, kubeconfig, clock.instant());
          case Contact.Reached answer ->
              judge(cluster, context, answer)
                  .orElseGet(() -> stork.judge(remote, answer, cluster.getSpec(), facts));
        };
    String expected = ClusterAssessment.expectedUid(cluster, contact);
    boolean replaced =
        ClusterAssessment.knownUid(cluster) != null
            && contact instanceof Contact.Reached answer
            && !answer.clusterUid().equals(expected);
    return new Observation(
        verdict,
        contact,
        replaced,
        facts,
        locations,
        connections.lastContact(name),
        kubeconfig.credentials().expiresAt());
  }

  private RemoteCluster configure(
      ApplicationCluster cluster, @Nullable Kubeconfig kubeconfig, Contact contact) {
    return connections.configure(
        ClusterTriggers.name(cluster),
        new ClusterSettings(
            kubeconfig,
            cluster.getSpec().stork(),
            AgentDefaults.fill(cluster.getSpec().agent(), installation),
            ClusterAssessment.expectedUid(cluster, contact)));
  }

  private void probeIfAsked(ApplicationCluster cluster, Contact contact) {
    boolean due =
        contact instanceof Contact.Failed failed && !failed.retryAt().isAfter(clock.instant());
    ApplicationClusterStatus status = cluster.getStatus();
    boolean requested =
        ClusterAssessment.requestedAt(cluster)
            .filter(value -> status == null || !value.equals(status.lastHandledRequestAt()))
            .isPresent();
    if (due || requested) {
      connections.probe(ClusterTriggers.name(cluster));
    }
  }

  private Optional<Verdict> judge(
      ApplicationCluster cluster, Context<ApplicationCluster> context, Contact.Reached reached) {
    String expected = ClusterAssessment.expectedUid(cluster, reached);
    return ClusterAssessment.replaced(cluster, expected, reached)
        .or(
            () ->
                ClusterAssessment.duplicate(
                    cluster,
                    reached.clusterUid(),
                    context.getPrimaryCache().list(),
                    this::uidBehind));
  }

  private Optional<String> uidBehind(ApplicationCluster other) {
    return connections.contact(ClusterTriggers.name(other)) instanceof Contact.Reached reached
        ? Optional.of(reached.clusterUid())
        : Optional.ofNullable(ClusterAssessment.knownUid(other));
  }

  private void publish(ApplicationCluster cluster, Observation seen) {
    String uid =
        seen.contact() instanceof Contact.Reached reached && !seen.replaced()
            ? reached.clusterUid()
            : ClusterAssessment.knownUid(cluster);
    Optional<ClusterKey> identity =
        Optional.ofNullable(uid)
            .map(known -> new ClusterKey(known, cluster.getSpec().stork().adminNamespace()));
    connections.publish(
        ClusterTriggers.name(cluster),
        seen.verdict().usability(),
        identity,
        seen.facts()
            .filter(facts -> !facts.clientId().isEmpty())
            .map(facts -> new RemoteCluster.WorkloadIdentity(facts.clientId(), facts.tenantId())));
  }

  private UpdateControl<ApplicationCluster> report(
      ApplicationCluster cluster,
      Observation seen,
      List<LeftBehind> left,
      Context<ApplicationCluster> context) {
    ApplicationClusterStatus status =
        ApplicationClusterStatusBuilder.builder(
                new ClusterStatus(clock.instant()).of(cluster, seen))
            .leftBehind(left)
            .build();
    // before the status that records it
    PhaseChange.of(cluster, seen.verdict()).ifPresent(events::write);
    boolean stands = statuses.write(cluster, status, context).stands();
    Duration again = left.isEmpty() ? seen.verdict().again() : LOOK_FOR_LEFT;
    UpdateControl<ApplicationCluster> control = UpdateControl.noUpdate();
    if (!stands) {
      return control.rescheduleAfter(SOON);
    }
    return again == null ? control : control.rescheduleAfter(again);
  }

  @Override
  public DeleteControl cleanup(ApplicationCluster cluster, Context<ApplicationCluster> context) {
    ClusterName name = ClusterTriggers.name(cluster);
    try (var _ = ClusterContext.of(name)) {
      Access access = Access.of(cluster, context.getSecondaryResource(Secret.class));
      if (access instanceof Access.Granted granted) {
        configure(cluster, granted.kubeconfig(), connections.contact(name));
      }
      // a Secret that went first, with its namespace, leaves the connection that there was
      probeIfAsked(cluster, connections.contact(name));
      Optional<RemoteCluster> remote = clusters.find(name);
      return remote.isPresent() && connections.contact(name) instanceof Contact.Reached reached
          ? removeReached(cluster, context, remote.get(), reached)
          : removal.remove(cluster, false);
    }
  }

  /** Backups stay on the cluster, so they are protected also while its object goes. */
  private DeleteControl removeReached(
      ApplicationCluster cluster,
      Context<ApplicationCluster> context,
      RemoteCluster remote,
      Contact.Reached reached) {
    if (judge(cluster, context, reached).isPresent()) {
      return removal.remove(cluster, true);
    }
    stork
        .protect(remote, reached)
        .ifPresent(
            problem ->
                LOG.warn(
                    "Backups on cluster {} are not protected: {}",
                    remote.key(),
                    problem.outcome().message()));
    return removal.remove(cluster, false);
  }

  static String describe(HasMetadata object) {
    return object.getKind() + " " + Objects.requireNonNullElse(object.getMetadata().getName(), "");
  }
}
