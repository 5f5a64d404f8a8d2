package io.fedbackup.gitsync.drift;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fedbackup.api.v1alpha1.DriftEntry;
import io.fedbackup.api.v1alpha1.DriftEntryBuilder;
import io.fedbackup.api.v1alpha1.DriftField;
import io.fedbackup.api.v1alpha1.DriftLayer;
import io.fedbackup.api.v1alpha1.DriftReportStatusBuilder;
import io.fedbackup.api.v1alpha1.DriftType;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people are shown of DriftReports. */
class DriftPagesTest {
  private static final String EVIL = "<script>alert(1)</script>|[x](http://evil)\u001b[31m";

  private final DriftView view =
      new DriftView(
          List.of(
              report("ApplicationCluster shop-eu", corrected()),
              report("GitSync fleet", standing())),
          Instant.parse("2026-11-25T10:00:00Z"));

  @Test
  void text_says_what_was_wanted_what_is_there_since_when_and_which_program_did_it() {
    assertThat(DriftText.render(view))
        .contains(
            "SchedulePolicy team-shop/nightly",
            "spec.daily.time: want \"22:30\"",
            "by kubectl-edit at 2026-11-25T09:00:00Z",
            "since 2026-11-25T09:00:01Z",
            "on cluster shop-eu",
            "put right 2026-11-25T09:30:00Z",
            "1 differ; 1 put right")
        .doesNotContain("\u001b");
  }

  @Test
  void json_has_all_of_it() throws JsonProcessingException {
    var json = new ObjectMapper().readTree(DriftJson.render(view));

    assertThat(json.path("differing").asInt()).isEqualTo(1);
    assertThat(json.path("reports")).hasSize(2);
    assertThat(json.at("/reports/1/of").asText()).isEqualTo("GitSync fleet");
    assertThat(json.at("/reports/1/entries/0/fields/0/path").asText()).isEqualTo("spec.daily.time");
  }

  @Test
  void markdown_shows_what_is_there_as_text_and_not_as_markup() {
    assertThat(DriftMarkdown.render(view))
        .contains("#### GitSync fleet", "spec.daily.time", "\\[x\\](http")
        .doesNotContain("<script>", "\u001b");
  }

  @Test
  void the_page_stands_alone_and_shows_what_is_there_as_text() {
    assertThat(DriftHtml.render(view))
        .startsWith("<!DOCTYPE html>")
        .contains("&lt;script&gt;", "prefers-color-scheme: dark", "GitSync fleet", "1 differ")
        .doesNotContain("<script", "src=", "href=", "url(", "\u001b");
  }

  @Test
  void with_no_report_nothing_differs() {
    var nothing = new DriftView(List.of(), Instant.EPOCH);

    assertThat(nothing.differing()).isZero();
    assertThat(DriftText.render(nothing)).contains("nothing differs");
    assertThat(DriftHtml.render(nothing)).contains("nothing differs");
  }

  private static DriftView.Report report(String of, DriftEntry entry) {
    var status = DriftReportStatusBuilder.builder().entries(List.of(entry)).build();
    return new DriftView.Report("team-shop", of, status);
  }

  private static DriftEntry standing() {
    return DriftEntryBuilder.builder()
        .layer(DriftLayer.GIT)
        .kind("SchedulePolicy")
        .namespace("team-shop")
        .name("nightly")
        .type(DriftType.MODIFIED)
        .fields(
            List.of(
                new DriftField(
                    "spec.daily.time", "\"22:30\"", EVIL, "kubectl-edit", "2026-11-25T09:00:00Z")))
        .detectedAt("2026-11-25T09:00:01Z")
        .build();
  }

  private static DriftEntry corrected() {
    return DriftEntryBuilder.builder()
        .layer(DriftLayer.CLUSTER)
        .kind("ApplicationBackupSchedule")
        .namespace("kube-system")
        .name("nightly-0123456789")
        .cluster("shop-eu")
        .type(DriftType.MISSING)
        .detectedAt("2026-11-25T09:00:01Z")
        .correctedAt("2026-11-25T09:30:00Z")
        .build();
  }
}
