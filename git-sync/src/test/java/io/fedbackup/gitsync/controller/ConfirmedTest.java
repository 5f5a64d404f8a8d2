package io.fedbackup.gitsync.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fedbackup.api.v1alpha1.GitSync;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What counts as a person's word. */
class ConfirmedTest {
  private final GitSync sync = new GitSync();

  ConfirmedTest() {
    sync.setMetadata(new ObjectMetaBuilder().withName("fleet").build());
  }

  @Test
  void the_annotation_and_trailers_in_the_last_paragraph_count() {
    sync.getMetadata().setAnnotations(Map.of("fedbackup.io/confirm", "aa11"));

    assertThat(
            Confirmed.tokens(
                sync,
                "Remove half\r\n\r\nWhy.\r\n\r\nSigned-off-by: Ada\r\nfedbackup-confirm: bb22\r\n"))
        .containsExactlyInAnyOrder("aa11", "bb22");
  }

  @Test
  void what_is_only_talked_about_does_not() {
    assertThat(
            Confirmed.tokens(
                sync, "Explain\n\nFedbackup-Confirm: bb22\nwas asked for.\n\nSigned-off-by: Ada"))
        .isEmpty();
    assertThat(Confirmed.tokens(sync, "")).isEmpty();
  }
}
