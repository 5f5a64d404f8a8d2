package io.fedbackup.gitsync.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.fedbackup.gitsync.source.SourceException;
import io.fedbackup.gitsync.source.SourceException.Kind;
import io.fedbackup.planning.reason.Reason;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a GitSync tells of a source that cannot be read. */
class SyncTroubleTest {
  private static final Map<Kind, Reason> REASONS =
      Map.ofEntries(
          Map.entry(Kind.REMOTE_UNREACHABLE, Reason.GIT_UNREACHABLE),
          Map.entry(Kind.AUTHENTICATION_REFUSED, Reason.GIT_CREDENTIALS_REFUSED),
          Map.entry(Kind.TLS, Reason.GIT_TLS_FAILED),
          Map.entry(Kind.REPOSITORY_NOT_FOUND, Reason.GIT_REPOSITORY_NOT_FOUND),
          Map.entry(Kind.REF_NOT_FOUND, Reason.GIT_REF_NOT_FOUND),
          Map.entry(Kind.PATH_NOT_FOUND, Reason.GIT_PATH_NOT_FOUND),
          Map.entry(Kind.REDIRECT_REFUSED, Reason.GIT_REDIRECTED),
          Map.entry(Kind.TOO_LARGE, Reason.GIT_TOO_LARGE),
          Map.entry(Kind.TIMED_OUT, Reason.TIMED_OUT),
          Map.entry(Kind.CONFIGURATION, Reason.GIT_SETTINGS_INVALID),
          Map.entry(Kind.HOST_KEY_UNKNOWN, Reason.GIT_HOST_KEY_UNKNOWN),
          Map.entry(Kind.HOST_KEY_CHANGED, Reason.GIT_HOST_KEY_CHANGED),
          Map.entry(Kind.LOCAL, Reason.GIT_LOCAL_TROUBLE));

  /** Only a changed object helps. */
  private static final Set<Kind> TERMINAL = EnumSet.of(Kind.CONFIGURATION, Kind.TOO_LARGE);

  @ParameterizedTest
  @EnumSource
  void each_kind_has_its_reason_and_keeps_what_is_named(Kind kind) {
    var trouble = SyncTrouble.of(new SourceException(kind, "what is said of git.example.com"));

    assertThat(trouble.reason()).isEqualTo(REASONS.get(kind));
    assertThat(trouble.isTerminal()).isEqualTo(TERMINAL.contains(kind));
    assertThat(trouble.text()).startsWith("what is said of git.example.com");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TLS")
  void the_remedy_is_told_however_long_the_rest_is(Kind kind) {
    var trouble = SyncTrouble.of(new SourceException(kind, "x".repeat(5_000)));

    assertThat(trouble.text()).hasSizeLessThan(600).endsWith("; " + trouble.reason().remedy());
  }

  @Test
  void what_is_wrong_with_tls_has_its_remedy_in_it() {
    var trouble = SyncTrouble.of(new SourceException(Kind.TLS, "it has expired; renew it"));

    assertThat(trouble.text()).isEqualTo("it has expired; renew it");
  }
}
