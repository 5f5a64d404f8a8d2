package io.fedbackup.reconciler.instruction;

import io.fedbackup.planning.outcome.Messages;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.reconciler.remote.RemoteException;

/** What a failed request means for people. */
public final class RemoteReasons {
  private RemoteReasons() {}

  /** What failed and what to do about it, for conditions. */
  public static String advice(RemoteException failure) {
    return of(failure).advise(Messages.cut(failure.getMessage(), Messages.BEFORE_REMEDY));
  }

  /** The documented reason of a failed request. */
  public static Reason of(RemoteException failure) {
    return switch (failure) {
      case RemoteException.Unreachable _ -> Reason.CLUSTER_UNREACHABLE;
      case RemoteException.Unauthorized _, RemoteException.Forbidden _ ->
          Reason.CREDENTIALS_REFUSED;
      case RemoteException.NotFound _ -> Reason.STORK_MISSING;
      case RemoteException.Refused _ -> Reason.CLUSTER_NOT_USABLE;
      case RemoteException.AlreadyExists _ -> Reason.NAME_TAKEN;
      case RemoteException.Conflict _, RemoteException.ServerFailure _ -> Reason.PROGRESSING;
      case RemoteException.Invalid _ -> Reason.UNKNOWN;
    };
  }
}
