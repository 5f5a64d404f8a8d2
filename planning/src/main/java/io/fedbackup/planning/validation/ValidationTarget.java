package io.fedbackup.planning.validation;

import io.fedbackup.api.v1alpha1.AzureLocation;
import io.fedbackup.api.v1alpha1.BackupLocationSpec;
import io.fedbackup.api.v1alpha1.CloudIdentity;
import io.fedbackup.api.v1alpha1.GoDuration;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What is to be proved.
 *
 * @param account storage account
 * @param container container in it
 * @param environment Azure environment, by the name that Stork uses
 * @param expectation the identity that the location expects; null if any will do
 * @param interval time between two validations
 * @param timeout how long one may take, from the making of the Job
 */
public record ValidationTarget(
    String account,
    String container,
    String environment,
    @Nullable CloudIdentity expectation,
    Duration interval,
    Duration timeout) {
  private static final Duration SHORTEST = Duration.ofSeconds(10);

  /** What a location asks for. */
  public static ValidationTarget of(AzureLocation azure, BackupLocationSpec spec) {
    return new ValidationTarget(
        azure.storageAccount(),
        azure.container(),
        azure.environment().wire(),
        spec.identity() == null ? null : spec.identity().azure(),
        atLeast(GoDuration.parse(spec.validation().interval())),
        atLeast(GoDuration.parse(spec.validation().timeout())));
  }

  private static Duration atLeast(Duration duration) {
    return duration.compareTo(SHORTEST) < 0 ? SHORTEST : duration;
  }

  /**
   * What the agent gets of the timeout: the rest is for scheduling, pulling and starting, and for
   * it to say so itself.
   */
  Duration agentTimeout() {
    return timeout.multipliedBy(3).dividedBy(4);
  }

  void expected(BiConsumer<String, String> option) {
    if (expectation != null && expectation.clientID() != null) {
      option.accept("--expect-client-id", expectation.clientID());
    }
    if (expectation != null && expectation.tenantID() != null) {
      option.accept("--expect-tenant-id", expectation.tenantID());
    }
  }
}
