package io.fedbackup.reconciler.remote;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fedbackup.api.v1alpha1.ClusterPhase;
import io.fedbackup.api.v1alpha1.StorkSettings;
import io.fedbackup.planning.drift.OwnedFields;
import io.fedbackup.planning.naming.ClusterKey;
import io.fedbackup.planning.reason.Reason;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The view of one cluster that other reconcilers get: guards writes, reads caches. */
final class ConnectedCluster implements RemoteCluster {
  /** Pieces of work at a time; a cluster that answers at once ends hundreds in a second. */
  private static final int AT_A_TIME = 16;

  private static final OwnedFields OWNED = new OwnedFields(OwnedFields.FEDBACKUP);

  private final ClusterName name;
  private final String installation;
  private final Connection connection;
  private final Semaphore turns = new Semaphore(AT_A_TIME);
  private volatile Published published =
      new Published(
          new Usability.Unusable(
              ClusterPhase.PENDING, Reason.PROGRESSING, "not contacted yet", false, false),
          Optional.empty(),
          Optional.empty());

  /** What the ApplicationCluster's reconciler last stated. */
  record Published(
      Usability usability,
      Optional<ClusterKey> identity,
      Optional<WorkloadIdentity> workloadIdentity) {}

  ConnectedCluster(ClusterName name, String installation, Connection connection) {
    this.name = name;
    this.installation = installation;
    this.connection = connection;
  }

  Connection connection() {
    return connection;
  }

  /** Bounds the work on this cluster. */
  Semaphore turns() {
    return turns;
  }

  /** Takes over what is stated; false if nothing is new. */
  boolean publish(Published now) {
    boolean changed = !now.equals(published);
    published = now;
    return changed;
  }

  @Override
  public ClusterName key() {
    return name;
  }

  @Override
  public Usability usability() {
    return published.usability();
  }

  @Override
  public Optional<ClusterKey> identity() {
    return published.identity();
  }

  @Override
  public StorkSettings stork() {
    return connection.settings().stork();
  }

  @Override
  public AgentRuntime agent() {
    return connection.settings().agent();
  }

  @Override
  public Optional<WorkloadIdentity> workloadIdentity() {
    return published.workloadIdentity();
  }

  @Override
  public String installation() {
    return installation;
  }

  @Override
  public <T extends HasMetadata> RemoteCache<T> cache(RemoteKind<T> kind) {
    return connection.cache(kind);
  }

  @Override
  public <T extends HasMetadata> Applied<T> apply(T desired) {
    Optional<T> live = connection.cached(desired);
    if (live.isPresent() && OWNED.compare(desired, live.get()).equal()) {
      return new Applied<>(live.get(), false);
    }
    Optional<String> uid = live.map(it -> it.getMetadata().getUid());
    T now =
        write("apply", desired, requests -> requests.apply(desired, uid, OwnedFields.FEDBACKUP));
    boolean changed = live.map(before -> !version(before).equals(version(now))).orElse(true);
    return new Applied<>(now, changed);
  }

  private static String version(HasMetadata object) {
    return Objects.requireNonNullElse(object.getMetadata().getResourceVersion(), "");
  }

  @Override
  public <T extends HasMetadata> T create(T object) {
    return write("create", object, requests -> requests.create(object, OwnedFields.FEDBACKUP));
  }

  @Override
  public <T extends HasMetadata> T patch(T current, UnaryOperator<T> change) {
    return correct(
        "patch", current, requests -> requests.patch(current, change, OwnedFields.FEDBACKUP));
  }

  @Override
  public boolean delete(HasMetadata object, DeletionPropagation propagation) {
    Objects.requireNonNull(object.getMetadata().getUid(), "UID of what is deleted");
    if (object.getMetadata().getDeletionTimestamp() != null) {
      return true;
    }
    return correct("delete", object, requests -> requests.delete(object, propagation));
  }

  @Override
  public <T extends HasMetadata> Optional<T> read(Class<T> type, String namespace, String name) {
    return connection.ask(requests -> requests.read(type, namespace, name));
  }

  @Override
  public List<Event> warnings(HasMetadata about) {
    return connection.ask(requests -> requests.warnings(about));
  }

  /** New or changed instructions: only while the cluster is usable. */
  private <R> R write(String verb, HasMetadata object, Function<Requests, R> request) {
    return switch (usability()) {
      case Usability.Usable _ -> connection.write(verb + " " + object.getKind(), request);
      case Usability.Suspended _ -> throw refused(verb, "it is suspended");
      case Usability.Removing _ -> throw refused(verb, "it is being removed");
      case Usability.Unusable unusable -> throw refused(verb, unusable.message());
    };
  }

  /**
   * Changes to what is there: also while suspended or being removed, and on a cluster that answers
   * and is ours although its Stork cannot be used.
   */
  private <R> R correct(String verb, HasMetadata object, Function<Requests, R> request) {
    if (usability() instanceof Usability.Unusable unusable
        && (unusable.foreign() || unusable.phase() != ClusterPhase.DISCONNECTED)) {
      throw refused(verb, unusable.message());
    }
    return connection.write(verb + " " + object.getKind(), request);
  }

  private RemoteException refused(String verb, String why) {
    return new RemoteException.Refused(
        name, verb + " on cluster " + name + " was not tried: " + why);
  }

  @Override
  public String toString() {
    return name.toString();
  }
}
