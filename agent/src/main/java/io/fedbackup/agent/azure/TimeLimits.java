package io.fedbackup.agent.azure;

import com.azure.core.http.policy.ExponentialBackoffOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import java.time.Duration;

/**
 * How long single requests may take, derived from the whole budget so that a slow step can be tried
 * again within it.
 *
 * @param request for one try of one request
 */
record TimeLimits(Duration request) {

  private static final Duration LONGEST = Duration.ofSeconds(15);
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final int SHARE = 4;
  private static final int TRIES = 3;
  private static final Duration FIRST_DELAY = Duration.ofMillis(400);
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(2);

  static TimeLimits within(Duration budget) {
    var share = budget.dividedBy(SHARE);
    var bounded = share.compareTo(LONGEST) > 0 ? LONGEST : share;
    return new TimeLimits(bounded.compareTo(SHORTEST) < 0 ? SHORTEST : bounded);
  }

  RetryOptions forTokens() {
    return new RetryOptions(
        new ExponentialBackoffOptions()
            .setMaxRetries(TRIES - 1)
            .setBaseDelay(FIRST_DELAY)
            .setMaxDelay(LONGEST_DELAY));
  }

  RequestRetryOptions forBlobs() {
    return new RequestRetryOptions(
        RetryPolicyType.EXPONENTIAL, TRIES, request, FIRST_DELAY, LONGEST_DELAY, null);
  }
}
