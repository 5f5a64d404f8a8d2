package io.fedbackup.reconciler.remote;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong with a request to an application cluster. The message names verb, object and
 * cluster and holds no secret. Made only in this package.
 */
public abstract sealed class RemoteException extends RuntimeException {
  private final ClusterName cluster;

  RemoteException(ClusterName cluster, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.cluster = cluster;
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNullElse(super.getMessage(), "");
  }

  /** The ApplicationCluster of the cluster that was asked. */
  public ClusterName cluster() {
    return cluster;
  }

  /** True if the same request may succeed later without anybody changing it. */
  public boolean transientFailure() {
    return switch (this) {
      case Unreachable _, Unauthorized _, Conflict _, ServerFailure _, Refused _ -> true;
      case Forbidden _, NotFound _, AlreadyExists _, Invalid _ -> false;
    };
  }

  /** No answer: no connection, TLS failure, time-out. Whether the write happened is unknown. */
  public static final class Unreachable extends RemoteException {
    Unreachable(ClusterName cluster, String message, @Nullable Throwable cause) {
      super(cluster, message, cause);
    }
  }

  /** 401: the credentials are not or no longer accepted. */
  public static final class Unauthorized extends RemoteException {
    Unauthorized(ClusterName cluster, String message, @Nullable Throwable cause) {
      super(cluster, message, cause);
    }
  }

  /** 403: the account may not do this. */
  public static final class Forbidden extends RemoteException {
    Forbidden(ClusterName cluster, String message, @Nullable Throwable cause) {
      super(cluster, message, cause);
    }
  }

  /** 404: the object, or its kind (Stork not installed), or its namespace, does not exist. */
  public static final class NotFound extends RemoteException {
    NotFound(ClusterName cluster, String message, @Nullable Throwable cause) {
      super(cluster, message, cause);
    }
  }

  /** 409 on create: an object of this name exists. */
  public static final class AlreadyExists extends RemoteException {
    AlreadyExists(ClusterName cluster, String message, @Nullable Throwable cause) {
      super(cluster, message, cause);
    }
  }

  /** 409: resourceVersion or UID are not what the request expected. Read again. */
  public static final class Conflict extends RemoteException {
    Conflict(ClusterName cluster, String message, @Nullable Throwable cause) {
      super(cluster, message, cause);
    }
  }

  /**
   * 400, 413, 422: the API server or an admission refuses the object. Or what the cluster holds is
   * not what its kind should be, so that it cannot be read.
   */
  public static final class Invalid extends RemoteException {
    Invalid(ClusterName cluster, String message, @Nullable Throwable cause) {
      super(cluster, message, cause);
    }
  }

  /** 429 and 5xx: it answers, but not now. */
  public static final class ServerFailure extends RemoteException {
    ServerFailure(ClusterName cluster, String message, @Nullable Throwable cause) {
      super(cluster, message, cause);
    }
  }

  /** Not sent at all: the cluster is not usable, see {@link RemoteCluster#usability()}. */
  public static final class Refused extends RemoteException {
    Refused(ClusterName cluster, String message) {
      super(cluster, message, null);
    }
  }
}
