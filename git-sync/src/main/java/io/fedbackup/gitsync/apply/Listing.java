package io.fedbackup.gitsync.apply;

import io.fedbackup.gitsync.plan.Observed;
import io.fedbackup.gitsync.validate.ObjectKey;
import java.util.Collection;
import java.util.Map;

/**
 * What an owner has, as far as its account may see it.
 *
 * @param refused where the account may not look, or the kind is not installed; the owner is not
 *     known to have anything there
 */
public record Listing(Observed observed, Map<Spot, ClusterException> refused) {

  /** The objects of one kind in one namespace. */
  public record Spot(String kind, String namespace) {
    static Spot of(ObjectKey key) {
      return new Spot(key.kind(), key.namespace());
    }
  }

  /**
   * A tenant's account need not see kinds that its repository does not use; the others it must.
   *
   * @throws ClusterException where one of these objects is where the account may not look
   */
  public void require(Collection<ObjectKey> wanted) {
    for (ObjectKey key : wanted) {
      ClusterException refusal = refused.get(Spot.of(key));
      if (refusal != null) {
        throw refusal;
      }
    }
  }
}
