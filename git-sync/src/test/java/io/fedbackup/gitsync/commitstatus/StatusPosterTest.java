package io.fedbackup.gitsync.commitstatus;

import static org.assertj.core.api.Assertions.assertThat;

import io.fedbackup.gitsync.source.HttpsProxies;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of a report before anything is sent. */
class StatusPosterTest {
  private static final StatusRequest REQUEST =
      new StatusRequest(URI.create("https://git.example.com/api/v1/statuses"), Map.of(), "{}");

  @Test
  void a_proxy_that_cannot_be_used_is_told_without_its_value() throws Exception {
    var proxies = HttpsProxies.of(Map.of("HTTPS_PROXY", "http://ada:canary-7@proxy:3128"));

    Posting posting = new StatusPoster(proxies).post(REQUEST, Optional.empty());

    assertThat(posting).isInstanceOf(Posting.Refused.class);
    assertThat(posting.toString()).contains("HTTPS_PROXY").doesNotContain("canary-7");
  }
}
