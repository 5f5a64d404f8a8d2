package io.fedbackup.agent.azure;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import io.fedbackup.agent.result.Redactor;
import io.fedbackup.agent.store.ObjectStore;
import java.net.http.HttpClient;
import java.time.Duration;

/** Makes stores of Azure. */
public final class Azure {

  private Azure() {}

  /**
   * Makes the store of a location. Servers are verified with the JVM's roots and those of the
   * environment's CA bundle.
   *
   * @param budget the time that the whole verb has; single requests get a share of it
   * @param redactor is told of the tokens that come up
   * @throws IllegalArgumentException the environment's CA bundle cannot be read
   */
  public static ObjectStore store(
      AzureLocation location, WorkloadEnvironment environment, Duration budget, Redactor redactor) {
    var limits = TimeLimits.within(budget);
    var client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(TrustedRoots.context(environment.caBundle()));
    var http =
        new JdkHttpClientBuilder(client)
            .connectionTimeout(limits.request())
            .responseTimeout(limits.request())
            .readTimeout(limits.request())
            .writeTimeout(limits.request())
            .build();
    return new AzureBlobStore(location, environment, http, limits, redactor);
  }
}
