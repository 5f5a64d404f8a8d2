package io.fedbackup.e2e.doubles.azure;

import java.time.Duration;

/** Trouble that a {@link BlobGateway} can be asked for. */
public sealed interface Fault {

  /** Writes are answered with 403 {@code InsufficientAccountPermissions}, reads go on. */
  record RefuseWrites() implements Fault {}

  /** As behind a storage firewall: everything is answered with 403 {@code AuthorizationFailure}. */
  record NetworkBlocked() implements Fault {}

  /** Everything is answered with 503 {@code ServerBusy}. */
  record Unavailable() implements Fault {}

  /** Requests go on after this time, or as soon as the trouble ends. */
  record Delay(Duration duration) implements Fault {}
}
