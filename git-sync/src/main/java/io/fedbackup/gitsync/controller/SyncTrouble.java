package io.fedbackup.gitsync.controller;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fedbackup.gitsync.apply.ClusterException;
import io.fedbackup.gitsync.apply.ClusterFailures;
import io.fedbackup.gitsync.source.SourceException;
import io.fedbackup.planning.outcome.Messages;
import io.fedbackup.planning.reason.Reason;

/**
 * What ended a sync early. Terminal ones wait for somebody to change an object; others are tried
 * again.
 */
final class SyncTrouble extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final boolean terminal;

  private SyncTrouble(Reason reason, boolean terminal, String message) {
    super(message, null, false, false);
    this.reason = reason;
    this.terminal = terminal;
  }

  static SyncTrouble terminal(Reason reason, String message) {
    return new SyncTrouble(reason, true, message);
  }

  static SyncTrouble transientTrouble(Reason reason, String message) {
    return new SyncTrouble(reason, false, message);
  }

  static SyncTrouble of(SourceException e) {
    Reason reason =
        switch (e.kind()) {
          case REMOTE_UNREACHABLE -> Reason.GIT_UNREACHABLE;
          case AUTHENTICATION_REFUSED -> Reason.GIT_CREDENTIALS_REFUSED;
          case TLS -> Reason.GIT_TLS_FAILED;
          case REPOSITORY_NOT_FOUND -> Reason.GIT_REPOSITORY_NOT_FOUND;
          case REF_NOT_FOUND -> Reason.GIT_REF_NOT_FOUND;
          case PATH_NOT_FOUND -> Reason.GIT_PATH_NOT_FOUND;
          case REDIRECT_REFUSED -> Reason.GIT_REDIRECTED;
          case TOO_LARGE -> Reason.GIT_TOO_LARGE;
          case TIMED_OUT -> Reason.TIMED_OUT;
          case CONFIGURATION -> Reason.GIT_SETTINGS_INVALID;
          case HOST_KEY_UNKNOWN -> Reason.GIT_HOST_KEY_UNKNOWN;
          case HOST_KEY_CHANGED -> Reason.GIT_HOST_KEY_CHANGED;
          case LOCAL -> Reason.GIT_LOCAL_TROUBLE;
        };
    boolean terminal =
        switch (e.kind()) {
          case CONFIGURATION, TOO_LARGE -> true;
          default -> false;
        };
    String message = String.valueOf(e.getMessage());
    // what is said of TLS says itself what to do about just that
    return new SyncTrouble(
        reason,
        terminal,
        e.kind() == SourceException.Kind.TLS
            ? message
            : reason.advise(Messages.cut(message, Messages.BEFORE_REMEDY)));
  }

  static SyncTrouble of(ClusterException e) {
    Reason reason =
        switch (e.kind()) {
          case FORBIDDEN -> Reason.FORBIDDEN;
          case UNAVAILABLE, UNAUTHORIZED -> Reason.BACKUP_CLUSTER_UNAVAILABLE;
          case INVALID, KIND_MISSING, CONFLICT -> Reason.APPLY_FAILED;
          case UNEXPECTED -> Reason.INTERNAL_ERROR;
        };
    return new SyncTrouble(
        reason,
        false,
        reason.advise(Messages.cut(String.valueOf(e.getMessage()), Messages.BEFORE_REMEDY)));
  }

  /**
   * Of what nobody foresaw.
   *
   * @param what was to be done
   */
  static SyncTrouble unforeseen(String what, RuntimeException e) {
    return e instanceof KubernetesClientException failure
        ? of(ClusterFailures.translate(what, failure))
        : transientTrouble(
            Reason.INTERNAL_ERROR,
            "%s failed: %s (%s)".formatted(what, e.getMessage(), e.getClass().getSimpleName()));
  }

  Reason reason() {
    return reason;
  }

  boolean isTerminal() {
    return terminal;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
