package io.fedbackup.agent.azure;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** How a request failed before any answer came. */
enum TransportFailure {
  /**
   * The host's name has no address. The JDK's client reports it as a ConnectException with a cause.
   */
  UNKNOWN_HOST("the host name does not resolve"),
  /** The connection is not trusted: a proxy that breaks TLS open, a missing CA. */
  UNTRUSTED("the TLS handshake failed"),
  /** Packets to the host are dropped. */
  CONNECT_TIMEOUT("no connection within the time limit"),
  /** Something refused or cut the connection. */
  CONNECTION("the connection was refused or cut"),
  /** Connected, but no answer came. */
  NO_ANSWER("no answer within the time limit");

  private final String description;

  TransportFailure(String description) {
    this.description = description;
  }

  /** Returns what happened, as a clause. */
  String description() {
    return description;
  }

  /** Returns which one it was; empty when an answer came or something else went wrong. */
  static Optional<TransportFailure> of(Throwable failure) {
    if (has(failure, UnknownHostException.class)
        || has(failure, UnresolvedAddressException.class)) {
      return Optional.of(UNKNOWN_HOST);
    }
    if (has(failure, SSLException.class)) {
      return Optional.of(UNTRUSTED);
    }
    if (has(failure, HttpConnectTimeoutException.class)) {
      return Optional.of(CONNECT_TIMEOUT);
    }
    if (has(failure, HttpTimeoutException.class) || has(failure, TimeoutException.class)) {
      return Optional.of(NO_ANSWER);
    }
    return has(failure, ConnectException.class) || has(failure, IOException.class)
        ? Optional.of(CONNECTION)
        : Optional.empty();
  }

  private static boolean has(Throwable failure, Class<? extends Throwable> type) {
    return Causes.first(failure, type).isPresent();
  }
}
