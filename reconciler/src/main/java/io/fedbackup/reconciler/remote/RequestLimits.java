package io.fedbackup.reconciler.remote;

import java.time.Duration;

/**
 * Bounds of what is done towards application clusters.
 *
 * @param connect for TCP and TLS to come up
 * @param request for one request, all of it
 * @param silence without any event or bookmark, after which one request to {@code /readyz} decides
 * @param firstBackOff wait after the first failed probe or write
 * @param longestBackOff wait between probes, or writes, at most
 */
public record RequestLimits(
    Duration connect,
    Duration request,
    Duration silence,
    Duration firstBackOff,
    Duration longestBackOff) {
  /** What fits most networks: 5 s, 10 s, 2 min, 2 s, 2 min. */
  public static RequestLimits defaults() {
    return new RequestLimits(
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofMinutes(2),
        Duration.ofSeconds(2),
        Duration.ofMinutes(2));
  }
}
