package io.fedbackup.agent.validate;

import io.fedbackup.agent.result.ValidationResult;
import io.fedbackup.agent.result.ValidationResult.Identity;
import io.fedbackup.agent.result.ValidationResult.Marker;
import io.fedbackup.agent.result.ValidationResult.Verdict;
import io.fedbackup.agent.store.ObjectLock;
import io.fedbackup.agent.store.StoreFailure;
import java.util.Optional;

/** What a validation found. */
public sealed interface Finding {

  /** Returns the container's protection, as far as it was seen. */
  Optional<ObjectLock> objectLock();

  /** Returns what became of the marker. */
  Marker marker();

  /** Returns the finding as a result; the time that it took is left at zero. */
  ValidationResult asResult(Identity identity);

  /**
   * The location is usable with the pod's identity.
   *
   * @param objectLock the container's protection; empty where the identity may not see it
   * @param marker what became of the marker
   */
  record Valid(Optional<ObjectLock> objectLock, Marker marker) implements Finding {
    @Override
    public ValidationResult asResult(Identity identity) {
      return new ValidationResult(
          ValidationResult.VERB,
          Verdict.Valid,
          null,
          "",
          "",
          identity,
          objectLock.orElse(null),
          marker,
          0);
    }
  }

  /**
   * The location is not usable.
   *
   * @param failure why
   * @param objectLock the container's protection, as far as it was seen
   * @param marker whether a marker had been written
   */
  record Failed(StoreFailure failure, Optional<ObjectLock> objectLock, Marker marker)
      implements Finding {
    @Override
    public ValidationResult asResult(Identity identity) {
      return new ValidationResult(
          ValidationResult.VERB,
          Verdict.Failed,
          failure.reason(),
          failure.message(),
          failure.remedy(),
          identity,
          objectLock.orElse(null),
          marker,
          0);
    }
  }
}
