package io.fedbackup.gitsync.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fedbackup.api.v1alpha1.GitSync;
import org.junit.jupiter.api.Test;

class OwnWritesTest {
  private final OwnWrites writes = new OwnWrites();

  @Test
  void what_was_written_holds_until_the_cache_has_come_to_it() {
    GitSync before = version("9");
    GitSync after = version("10");
    writes.wrote(before, after);

    assertThat(writes.newest(before)).isSameAs(after);

    GitSync seen = version("10");
    assertThat(writes.newest(seen)).isSameAs(seen);
  }

  @Test
  void a_cache_that_is_two_writes_behind_is_overtaken_too() {
    writes.wrote(version("9"), version("10"));
    GitSync last = version("11");
    writes.wrote(writes.newest(version("9")), last);

    assertThat(writes.newest(version("9"))).isSameAs(last);
    assertThat(writes.newest(version("10"))).isSameAs(last);
  }

  @Test
  void what_others_have_written_since_is_newer() {
    writes.wrote(version("9"), version("10"));
    GitSync edited = version("12");

    assertThat(writes.newest(edited)).isSameAs(edited);
  }

  @Test
  void where_nothing_was_written_the_cache_is_right() {
    GitSync cached = version("9");
    writes.wrote(cached, version("9"));

    assertThat(writes.newest(cached)).isSameAs(cached);
  }

  private static GitSync version(String version) {
    var sync = new GitSync();
    sync.setMetadata(new ObjectMetaBuilder().withResourceVersion(version).build());
    return sync;
  }
}
