package io.fedbackup.e2e.fleet;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a fleet is made.
 *
 * @param applications names of the application clusters
 * @param storageAccount name of the storage account, 3 to 24 lower case letters and digits
 * @param container name of the container, which is made
 * @param stork whether Stork is installed at the start, and waited for
 * @param storageGranted whether each cluster's identity may write to the container from the start
 * @param storkInterval time between two looks of Stork at an unfinished object
 */
public record FleetOptions(
    List<String> applications,
    String storageAccount,
    String container,
    boolean stork,
    boolean storageGranted,
    Duration storkInterval) {

  private static final Duration STORKS_OWN_INTERVAL = Duration.ofSeconds(10);
  private static final Duration QUICK = Duration.ofSeconds(1);

  /** Copies the list. */
  public FleetOptions {
    applications = List.copyOf(applications);
  }

  /**
   * Two application clusters {@code app-1} and {@code app-2} where everything is as it should be,
   * and Stork looks at its objects every second.
   */
  public static FleetOptions forTests() {
    return forTests(2);
  }

  /** The same with {@code count} application clusters. */
  public static FleetOptions forTests(int count) {
    var names = IntStream.rangeClosed(1, count).mapToObj(i -> "app-" + i).toList();
    return new FleetOptions(names, "fleetbackups", "backups", true, true, QUICK);
  }

  /** The same with these application clusters. */
  public FleetOptions withApplications(String... names) {
    return new FleetOptions(
        List.of(names), storageAccount, container, stork, storageGranted, storkInterval);
  }

  /** The same with another container. */
  public FleetOptions withStorage(String account, String containerName) {
    return new FleetOptions(
        applications, account, containerName, stork, storageGranted, storkInterval);
  }

  /** The same without Stork, which a test installs itself. */
  public FleetOptions withoutStork() {
    return new FleetOptions(
        applications, storageAccount, container, false, storageGranted, storkInterval);
  }

  /** The same without any role for the clusters' identities. */
  public FleetOptions withoutStorageGranted() {
    return new FleetOptions(applications, storageAccount, container, stork, false, storkInterval);
  }

  /** The same with Stork's own pace. */
  public FleetOptions withStorksOwnPace() {
    return new FleetOptions(
        applications, storageAccount, container, stork, storageGranted, STORKS_OWN_INTERVAL);
  }
}
