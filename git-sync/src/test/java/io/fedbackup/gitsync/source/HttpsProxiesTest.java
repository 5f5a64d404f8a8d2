package io.fedbackup.gitsync.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fedbackup.gitsync.source.SourceException.Kind;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which hosts are reached through a proxy. */
class HttpsProxiesTest {
  private static Proxy proxy(Map<String, String> environment, String url) {
    return HttpsProxies.of(environment).proxyFor(URI.create(url));
  }

  private static Proxy proxy(String noProxy, String url) {
    return proxy(Map.of("HTTPS_PROXY", "http://proxy.example.com:3128", "NO_PROXY", noProxy), url);
  }

  @Test
  void the_variable_names_it_in_upper_or_lower_case_with_or_without_scheme() {
    var expected = new Proxy(Proxy.Type.HTTP, new InetSocketAddress("127.0.0.9", 3128));

    assertThat(proxy(Map.of("HTTPS_PROXY", "http://127.0.0.9:3128"), "https://git.example.com/x"))
        .isEqualTo(expected);
    assertThat(proxy(Map.of("https_proxy", "127.0.0.9:3128"), "https://git.example.com/x"))
        .isEqualTo(expected);
    assertThat(proxy(Map.of("HTTP_PROXY", "http://127.0.0.9:3128"), "https://git.example.com/x"))
        .isEqualTo(Proxy.NO_PROXY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "*;https://git.example.com/x",
        "example.com;https://git.example.com/x",
        ".example.com;https://git.example.com/x",
        "*.example.com;https://git.example.com/x",
        "a.org, GIT.example.com;https://git.EXAMPLE.com/x",
        "git.example.com:443;https://git.example.com/x",
        "10.0.0.0/8;https://10.1.2.3/x",
        "10.1.2.3;https://10.1.2.3/x",
        "nothing;https://localhost:8443/x",
        "nothing;https://127.0.0.1/x"
      })
  void exempt_hosts_are_reached_directly(String noProxy, String url) {
    assertThat(proxy(noProxy, url)).isEqualTo(Proxy.NO_PROXY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "example.org;https://git.example.com/x",
        "ample.com;https://git.example.com/x",
        ".git.example.com;https://git.example.com/x",
        "git.example.com:8443;https://git.example.com/x",
        "10.0.0.0/8;https://11.1.2.3/x",
        "10.0.0.0/8;https://git.example.com/x",
        "10.0.0.0/x;https://10.1.2.3/x"
      })
  void all_others_are_reached_through_it(String noProxy, String url) {
    assertThat(proxy(noProxy, url)).isNotEqualTo(Proxy.NO_PROXY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "socks5://proxy:1080",
        "https://proxy:443",
        "http://ada:canary-7@proxy:3128",
        "http://",
        "http://a b"
      })
  void a_proxy_that_cannot_be_used_is_told_without_its_value(String value) {
    SourceException refusal =
        catchThrowableOfType(
            SourceException.class,
            () -> proxy(Map.of("HTTPS_PROXY", value), "https://git.example.com/x"));

    assertThat(refusal.kind()).isEqualTo(Kind.CONFIGURATION);
    assertThat(refusal.getMessage()).contains("HTTPS_PROXY").doesNotContain("canary-7");
  }
}
