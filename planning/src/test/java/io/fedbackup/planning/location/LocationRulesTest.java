package io.fedbackup.planning.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fedbackup.api.v1alpha1.BackupLocation;
import io.fedbackup.api.v1alpha1.BackupLocationSpec;
import io.fedbackup.planning.reason.Reason;
import io.fedbackup.planning.stork.Refusal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocationRulesTest {
  private static final String PLAIN =
      "\"provider\":\"azure\",\"azure\":{\"storageAccount\":\"acct1\",\"container\":\"backups\"}";

  @Test
  void aPlainLocationIsAccepted() throws JsonProcessingException {
    assertThat(refusals("{" + PLAIN + ",\"clusters\":{\"namespaces\":[\"team-a\"]}}")).isEmpty();
  }

  @Test
  void oneWithoutAContainerIsInvalid() throws JsonProcessingException {
    assertThat(refusals("{\"provider\":\"azure\"}"))
        .extracting(Refusal::field, Refusal::reason)
        .containsExactly(tuple("spec.azure", Reason.INVALID_SPEC));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "spec.sync | ,\"sync\":{\"mode\":\"Interval\"}",
        "spec.sync | ,\"sync\":{\"mode\":\"Manual\"}",
        "spec.encryptionKeySecretRef | ,\"encryptionKeySecretRef\":{\"name\":\"k\",\"key\":\"k\"}",
        "spec.sharedWith | ,\"sharedWith\":[{\"namespaces\":[\"*\"]}]",
        "spec.clusters.namespaces | ,\"clusters\":{\"namespaces\":[\"team-b\"]}"
      })
  void whatIsNotDoneYetIsRefusedByField(String field, String json) throws JsonProcessingException {
    assertThat(refusals("{" + PLAIN + json + "}"))
        .extracting(Refusal::field, Refusal::reason)
        .containsExactly(tuple(field, Reason.NOT_YET_SUPPORTED));
  }

  @Test
  void anAnnotationThatAsksForASearchIsRefused() throws JsonProcessingException {
    BackupLocation location = new BackupLocation();
    location.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("team-a")
            .withName("main")
            .withAnnotations(Map.of("fedbackup.io/sync-requested-at", "now"))
            .build());
    location.setSpec(new ObjectMapper().readValue("{" + PLAIN + "}", BackupLocationSpec.class));

    assertThat(LocationRules.refusals(location))
        .extracting(Refusal::field, Refusal::reason)
        .containsExactly(
            tuple(
                "metadata.annotations[fedbackup.io/sync-requested-at]", Reason.NOT_YET_SUPPORTED));
  }

  private static List<Refusal> refusals(String spec) throws JsonProcessingException {
    return LocationRules.refusals(
        new ObjectMapper().readValue(spec, BackupLocationSpec.class), "team-a");
  }
}
