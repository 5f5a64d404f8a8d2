package io.fedbackup.gitsync.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.fedbackup.gitsync.source.SourceException.Kind;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.eclipse.jgit.errors.TransportException;
import org.junit.jupiter.api.Test;

/** What is told of a server that redirects, or sends too much. */
class BoundsAndRedirectsTest {
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  @Test
  void a_redirect_names_both_hosts_and_says_where_the_other_belongs() throws IOException {
    var redirect =
        new HttpsConnections.RedirectRefused(
            URI.create("https://mirror.example.org/fleet.git").toURL());

    var told = told(redirect);

    assertThat(told.kind()).isEqualTo(Kind.REDIRECT_REFUSED);
    assertThat(told.getMessage())
        .contains("git.example.com redirects to https://mirror.example.org", "write the URL");
  }

  @Test
  void a_repository_that_sends_too_much_is_named() {
    var told = told(new BoundedIo.TooMuch());

    assertThat(told.kind()).isEqualTo(Kind.TOO_LARGE);
    assertThat(told.getMessage()).contains("repository at git.example.com");
  }

  private static SourceException told(IOException failure) {
    GitRemote remote =
        GitRemote.of(
            "https://git.example.com/fleet.git",
            GitRemote.Allow.REMOTES,
            GitCredentials.none(),
            Deadline.after(CLOCK, Duration.ofMinutes(1)));
    return TransportFailures.translate(
        remote,
        new BoundedIo(remote.deadline(), 1_000),
        new TransportException("https://git.example.com/fleet.git", failure));
  }
}
