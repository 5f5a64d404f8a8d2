package io.fedbackup.e2e.programs;

import io.fedbackup.e2e.testbed.RequestCounts;
import io.fedbackup.e2e.testbed.RequestCounts.Request;
import java.util.Set;

/**
 * The requests that git-sync makes of a backup cluster for its syncs, among all that the API server
 * has counted. Nothing else may work there meanwhile; whoever asks for GitSyncs one by one is not
 * counted.
 */
public final class SyncRequests {
  private static final Set<String> OF_CORE = Set.of("events", "configmaps", "secrets");

  private SyncRequests() {}

  /** Those of all. */
  public static RequestCounts of(RequestCounts all) {
    return all.only(SyncRequests::isOfSyncs);
  }

  private static boolean isOfSyncs(Request request) {
    return !request.verb().equals("WATCH")
        && !(request.resource().equals("gitsyncs") && request.verb().equals("GET"))
        && (request.group().equals("fedbackup.io") || OF_CORE.contains(request.resource()));
  }
}
