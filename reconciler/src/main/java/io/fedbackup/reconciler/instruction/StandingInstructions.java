package io.fedbackup.reconciler.instruction;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fedbackup.planning.drift.AppliedOwnership;
import io.fedbackup.planning.drift.FieldDifference;
import io.fedbackup.planning.drift.OwnedFields;
import io.fedbackup.planning.event.EventRecord.Regarding;
import io.fedbackup.planning.naming.Annotations;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.reconciler.drift.Drift;
import io.fedbackup.reconciler.drift.DriftSink;
import io.fedbackup.reconciler.remote.RemoteCluster;
import io.fedbackup.reconciler.remote.RemoteException;
import io.fedbackup.reconciler.remote.RemoteKind;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps standing instructions on a cluster as they are wanted. What somebody deleted or changed is
 * reported first and then put right. An object of our name without our label is left alone.
 */
public final class StandingInstructions {
  private static final OwnedFields OWNED = new OwnedFields(OwnedFields.FEDBACKUP);

  private static final Long NEVER = Long.MIN_VALUE;

  /**
   * The versions at which drift was put right, by UID, until the watch shows them: Stork writes the
   * same objects, and what it wrote in between would be taken for drift once more.
   */
  private final Map<String, Long> putRight = new ConcurrentHashMap<>();

  private final DriftSink drift;

  /** Reports drift there. */
  public StandingInstructions(DriftSink drift) {
    this.drift = drift;
  }

  /**
   * One instruction that shall stand.
   *
   * @param kind as it is watched
   * @param wanted the fields that we own
   * @param stood its UID as our status recorded it when it was seen to stand; null if it may never
   *     have been there, or went by our own doing, so that its absence is no drift
   * @param owner our object, for the report
   * @param onCreate what is added when it has to be created
   */
  public record Standing<T extends HasMetadata>(
      RemoteKind<T> kind,
      T wanted,
      @Nullable String stood,
      Regarding owner,
      UnaryOperator<T> onCreate) {
    private String name() {
      return wanted.getMetadata().getName();
    }
  }

  /**
   * Makes it so.
   *
   * @return the object as it is now
   * @throws NotPossible if the name is taken, or the cluster's state is not known yet
   * @throws RemoteException if a request fails
   */
  public <T extends HasMetadata> T ensure(RemoteCluster cluster, Standing<T> standing) {
    var cache = Caches.synced(cluster, standing.kind());
    var live = cache.get(standing.name());
    return live.isPresent()
        ? correct(cluster, standing, owned(cluster, standing, live.get()))
        : create(cluster, standing);
  }

  /**
   * The same, owned by apply alone: what a create or a patch wrote would stay on the cluster when
   * it is no longer wanted, and no comparison would see it.
   */
  private static <T extends HasMetadata> T owned(
      RemoteCluster cluster, Standing<T> standing, T live) {
    if (!StorkKinds.ours(cluster, live)) {
      return live;
    }
    try {
      return handedOver(cluster, live);
    } catch (RemoteException.Conflict e) { // Stork writes the same objects
      return handedOver(cluster, read(cluster, standing).orElseThrow(() -> e));
    }
  }

  private static <T extends HasMetadata> T handedOver(RemoteCluster cluster, T live) {
    var entries = live.getMetadata().getManagedFields();
    var applied = AppliedOwnership.of(entries, OwnedFields.FEDBACKUP);
    if (applied.equals(entries)) {
      return live;
    }
    return cluster.patch(
        live,
        copy -> {
          copy.getMetadata().setManagedFields(applied);
          return copy;
        });
  }

  private static <T extends HasMetadata> Optional<T> read(
      RemoteCluster cluster, Standing<T> standing) {
    var namespace = Objects.requireNonNullElse(standing.wanted().getMetadata().getNamespace(), "");
    return cluster.read(standing.kind().type(), namespace, standing.name());
  }

  /**
   * Changes single fields of an instruction that cannot be written as a whole now. It no longer
   * counts as written by the intent that it was made with, so that the next whole write is not
   * taken for a correction.
   *
   * @param live as the cluster has it
   * @param change gets a copy, returns what shall be
   * @param drifted what somebody else changed, for the report; may be empty
   */
  public <T extends HasMetadata> T put(
      RemoteCluster cluster,
      T live,
      UnaryOperator<T> change,
      List<FieldDifference> drifted,
      Regarding owner) {
    if (!drifted.isEmpty()) {
      drift.report(owner, Drift.modified(live, cluster.key().name(), drifted));
    }
    var now =
        cluster.patch(
            live,
            copy -> {
              var changed = change.apply(copy);
              Map<String, String> annotations = changed.getMetadata().getAnnotations();
              if (annotations != null && annotations.containsKey(Annotations.INTENT)) {
                annotations.put(Annotations.INTENT, "");
              }
              return changed;
            });
    if (!drifted.isEmpty()) {
      drift.asIntended(
          cluster.key(), HasMetadata.getKind(live.getClass()), live.getMetadata().getName());
    }
    return now;
  }

  private <T extends HasMetadata> T correct(RemoteCluster cluster, Standing<T> standing, T live) {
    refuseForeign(cluster, standing, live);
    var comparison = OWNED.compare(standing.wanted(), live);
    var uid = live.getMetadata().getUid();
    if (!comparison.drifted()) {
      putRight.remove(uid);
      return applied(cluster, standing);
    }
    boolean asIntended = intent(standing.wanted()).equals(intent(live));
    if (asIntended && version(live, Long.MAX_VALUE) > putRight.getOrDefault(uid, NEVER)) {
      drift.report(
          standing.owner(), Drift.modified(live, cluster.key().name(), comparison.differences()));
    }
    var now = applied(cluster, standing);
    putRight.put(uid, version(now, NEVER));
    return now;
  }

  /** API servers count up; one that did not would be told of by {@code otherwise}. */
  private static long version(HasMetadata object, long otherwise) {
    try {
      return Long.parseLong(object.getMetadata().getResourceVersion());
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  private <T extends HasMetadata> T create(RemoteCluster cluster, Standing<T> standing) {
    var stood = standing.stood();
    if (stood != null && cluster.usability().usable()) {
      drift.report(standing.owner(), Drift.missing(standing.wanted(), cluster.key().name(), stood));
    }
    try {
      var made = cluster.create(standing.onCreate().apply(standing.wanted()));
      var owned = owned(cluster, standing, made);
      asIntended(cluster, standing);
      return owned;
    } catch (RemoteException.AlreadyExists e) {
      read(cluster, standing).ifPresent(there -> refuseForeign(cluster, standing, there));
      return applied(cluster, standing);
    }
  }

  private <T extends HasMetadata> T applied(RemoteCluster cluster, Standing<T> standing) {
    var now = cluster.apply(standing.wanted()).object();
    asIntended(cluster, standing);
    return now;
  }

  private void asIntended(RemoteCluster cluster, Standing<?> standing) {
    drift.asIntended(cluster.key(), kind(standing), standing.name());
  }

  private static void refuseForeign(
      RemoteCluster cluster, Standing<?> standing, HasMetadata there) {
    if (!StorkKinds.ours(cluster, there)) {
      throw new NotPossible(
          Reason.NAME_TAKEN,
          kind(standing)
              + " "
              + standing.name()
              + " on cluster "
              + cluster.key().name()
              + " is not ours; "
              + Reason.NAME_TAKEN.remedy());
    }
  }

  private static String kind(Standing<?> standing) {
    return HasMetadata.getKind(standing.kind().type());
  }

  private static String intent(HasMetadata object) {
    Map<String, String> annotations = object.getMetadata().getAnnotations();
    return annotations == null ? "" : annotations.getOrDefault(Annotations.INTENT, "");
  }
}
