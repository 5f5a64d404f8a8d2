package io.fedbackup.gitsync.plan;

import io.fedbackup.gitsync.validate.ObjectKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** As whom documents would be applied, and by which rules. */
public interface Applicant {

  /** What is known to be the owner's, wherever that is. */
  Possession possession();

  /** Whose labels the objects get. */
  default Owner owner() {
    return possession().owner();
  }

  /** The namespace of documents that name none. */
  String defaultNamespace();

  /** Documents of another namespace are refused; absent allows all. */
  Optional<String> onlyNamespace();

  /** What may be removed. */
  PruneGuard guard();

  /** Tokens of removals that people have confirmed. */
  Set<String> confirmed();

  /** Whether the change may take fields over from other managers. */
  boolean takesOver(Change change);

  /** Of objects that the owner has and no longer wants, those that are not pruned. */
  Set<ObjectKey> staying(Set<ObjectKey> keys);

  /** What others have to do with the owner's objects. */
  Neighbours neighbours(Observed observed, Set<ObjectKey> wanted);

  /** What people have to know of a plan that is made for this one. */
  List<String> notes();
}
