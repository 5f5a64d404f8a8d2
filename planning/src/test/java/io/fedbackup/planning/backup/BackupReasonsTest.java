package io.fedbackup.planning.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fedbackup.api.v1alpha1.Backup;
import io.fedbackup.api.v1alpha1.Condition;
import io.fedbackup.api.v1alpha1.ConditionStatus;
import io.fedbackup.planning.outcome.Conditions;
import io.fedbackup.planning.reason.Reason;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.libopenstorage.stork.v1alpha1.ApplicationBackup;

/** What the conditions of a Backup tell of what its cluster reports. */
class BackupReasonsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  @ParameterizedTest
  @MethodSource
  void whether_it_is_well_and_why(String stage, String state, ConditionStatus status, Reason reason)
      throws JsonProcessingException {
    var told = told(stage, state, "Delete", Conditions.READY);

    assertThat(told.status()).isEqualTo(status);
    assertThat(Reason.fromWireName(told.reason())).contains(reason);
    if (status == ConditionStatus.FALSE) {
      assertThat(told.message()).contains("ApplicationBackup run-1", "cluster shop");
      assertThat(told.message()).endsWith(reason.advise("").replaceFirst("^; ", ""));
    }
  }

  static Stream<Arguments> whether_it_is_well_and_why() {
    return Stream.of(
        Arguments.of("Volumes", "", ConditionStatus.FALSE, Reason.IN_PROGRESS),
        Arguments.of("Final", "Failed", ConditionStatus.FALSE, Reason.FAILED),
        Arguments.of("Final", "PartialSuccess", ConditionStatus.FALSE, Reason.PARTIAL_SUCCESS),
        Arguments.of("Final", "Successful", ConditionStatus.TRUE, Reason.SUCCEEDED));
  }

  @Test
  void a_record_that_is_not_retained_yet_waits_for_its_cluster() throws JsonProcessingException {
    var told = told("Final", "Successful", "Delete", BackupMirror.RETAINED);

    assertThat(told.status()).isEqualTo(ConditionStatus.FALSE);
    assertThat(told.reason()).isEqualTo(Reason.WAITING_FOR_CLUSTER.wireName());
    assertThat(told.message())
        .contains(
            "ApplicationBackup run-1",
            "cluster shop",
            "reclaimPolicy Delete",
            Reason.WAITING_FOR_CLUSTER.remedy());
  }

  @Test
  void a_record_that_is_retained_says_so() throws JsonProcessingException {
    var told = told("Final", "Successful", "Retain", BackupMirror.RETAINED);

    assertThat(told.status()).isEqualTo(ConditionStatus.TRUE);
    assertThat(told.reason()).isEqualTo(Reason.RETAINED.wireName());
  }

  @Test
  void volumes_that_are_snapshots_are_told_of_run_and_cluster() throws JsonProcessingException {
    var told = told("Final", "Successful", "Retain", BackupMirror.DATA_IN_STORE);

    assertThat(told.status()).isEqualTo(ConditionStatus.FALSE);
    assertThat(told.reason()).isEqualTo(Reason.SNAPSHOTS_ONLY.wireName());
    assertThat(told.message())
        .contains("ApplicationBackup run-1", "cluster shop", Reason.SNAPSHOTS_ONLY.remedy());
  }

  private static Condition told(String stage, String state, String reclaimPolicy, String type)
      throws JsonProcessingException {
    var backup =
        JSON.readValue(
            """
            {"metadata": {"namespace": "team-a", "name": "run-1", "uid": "ours", "generation": 1,
               "annotations": {"fedbackup.io/mirrors": "2a99f41e73/uid-1"}},
             "spec": {"clusterRef": {"name": "shop"}, "locationRef": {"name": "main"},
               "namespaces": ["shop"], "reclaimPolicy": "Retain", "timeout": "2h"}}
            """,
            Backup.class);
    var run =
        ReportedRun.of(
            JSON.readValue(
                """
                {"metadata": {"namespace": "kube-system", "name": "run-1", "uid": "uid-1"},
                 "spec": {"namespaces": ["shop"], "reclaimPolicy": "%s"},
                 "status": {"stage": "%s", "status": "%s", "reason": "says Stork",
                   "triggerTimestamp": "2026-11-22T10:00:00Z", "resourceCount": 2,
                   "resources": [{"status": "Successful"}], "volumes": [{"driverName": "csi"}]}}
                """
                    .formatted(reclaimPolicy, stage, state),
                ApplicationBackup.class));
    var status =
        new BackupMirror(backup, NOW)
            .reported(run, Assessment.of(run, "shop", ""), Optional.empty());
    return Conditions.find(status.conditions(), type).orElseThrow();
  }
}
