package io.fedbackup.reconciler.remote;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.net.http.HttpClient;
import java.util.List;
import java.util.concurrent.ExecutorService;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * Makes a client from a {@link Kubeconfig} and from nothing else: no file, environment variable or
 * system property of this process is looked at.
 */
final class ClientFactory {
  private final RequestLimits limits;
  private final ExecutorService threads;

  /**
   * A factory.
   *
   * @param threads runs the clients' callbacks; virtual threads, shared by all clients
   */
  ClientFactory(RequestLimits limits, ExecutorService threads) {
    this.limits = limits;
    this.threads = threads;
  }

  /**
   * Makes a client; nothing is sent yet.
   *
   * @throws KubeconfigException if a certificate or key cannot be read
   */
  KubernetesClient create(Kubeconfig kubeconfig) throws KubeconfigException {
    SSLContext tls = TlsContexts.of(kubeconfig);
    return new KubernetesClientBuilder()
        .withConfig(config(kubeconfig))
        .withHttpClientFactory(new PlainHttpClients(tls, kubeconfig.tlsServerName(), threads))
        .withTaskExecutor(threads)
        .build();
  }

  private Config config(Kubeconfig kubeconfig) {
    Config config = Config.empty();
    config.setMasterUrl(kubeconfig.server().toString());
    config.setNamespace(null);
    config.setTrustCerts(false);
    config.setDisableHostnameVerification(false);
    config.setConnectionTimeout((int) limits.connect().toMillis());
    config.setRequestTimeout((int) limits.request().toMillis());
    // our reconcilers repeat; a request that repeats itself is not bounded
    config.setRequestRetryBackoffLimit(0);
    config.setOnlyHttpWatches(true);
    config.setWatchReconnectInterval((int) limits.firstBackOff().toMillis());
    if (kubeconfig.credentials() instanceof Kubeconfig.Token token) {
      config.setOauthToken(token.token());
    }
    return config;
  }

  /** The JDK's client on shared threads; no proxy, no redirects to other hosts. */
  private static final class PlainHttpClients extends JdkHttpClientFactory {
    private final SSLContext tls;
    private final @Nullable String tlsServerName;
    private final ExecutorService threads;

    PlainHttpClients(SSLContext tls, @Nullable String tlsServerName, ExecutorService threads) {
      this.tls = tls;
      this.tlsServerName = tlsServerName;
      this.threads = threads;
    }

    @Override
    protected HttpClient.Builder createNewHttpClientBuilder() {
      return HttpClient.newBuilder().executor(threads);
    }

    @Override
    protected void additionalConfig(HttpClient.Builder builder) {
      builder
          .sslContext(tls)
          .proxy(HttpClient.Builder.NO_PROXY)
          .followRedirects(HttpClient.Redirect.NEVER);
      if (tlsServerName != null) {
        // counts where the server is an IP address; else the JDK names the host of the URL
        SSLParameters parameters = tls.getDefaultSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(tlsServerName)));
        builder.sslParameters(parameters);
      }
    }
  }
}
