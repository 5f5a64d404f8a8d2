package io.fedbackup.gitsync.controller;

import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.gitsync.plan.Owner;
import io.fedbackup.gitsync.validate.ObjectKey;
import java.util.List;
import java.util.Set;

/** The other GitSyncs of the cluster, as they are now. Asked only where objects change hands. */
interface OtherSyncs {

  /** All GitSyncs that are not being removed. */
  List<GitSync> all();

  /** What the GitSync of this name has; nothing where there is none, or it is being removed. */
  Set<ObjectKey> inventory(Owner owner);
}
