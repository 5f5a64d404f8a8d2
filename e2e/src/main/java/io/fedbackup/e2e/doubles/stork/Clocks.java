package io.fedbackup.e2e.doubles.stork;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The schedules' clock: in test mode, ConfigMap {@code kube-system/stork-mock-time}, key {@code
 * time}, in the form of RFC 1123, as {@code schedule.go} reads it; else the machine's.
 */
final class Clocks {

  private static final String PATH = "/api/v1/namespaces/kube-system/configmaps/stork-mock-time";
  private static final DateTimeFormatter RFC_1123 =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss zzz", Locale.ROOT);

  private final StorkApi api;
  private final boolean testMode;

  Clocks(StorkApi api, boolean testMode) {
    this.api = api;
    this.testMode = testMode;
  }

  Instant now() {
    if (!testMode) {
      return Instant.now();
    }
    return api.get(PATH)
        .map(map -> map.path("data").path("time").asText())
        .map(time -> ZonedDateTime.parse(time, RFC_1123).toInstant())
        .orElseGet(Instant::now);
  }
}
