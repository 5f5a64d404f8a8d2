package io.fedbackup.planning.reason;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReasonTest {

  @ParameterizedTest
  @EnumSource(Reason.class)
  void everyReasonHasAnUpperCamelCaseWireName(Reason reason) {
    assertThat(reason.wireName()).matches("([A-Z][a-z0-9]+)+").hasSizeLessThanOrEqualTo(64);
    assertThat(Reason.fromWireName(reason.wireName())).contains(reason);
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void everyReasonSaysWhatItMeansAndWhatToDo(Reason reason) {
    assertThat(List.of(reason.meaning(), reason.remedy()))
        .allSatisfy(sentence -> assertThat(sentence).matches("[A-Z].{9,}\\.").hasSizeLessThan(240));
  }

  @Test
  void theReasonsAreInAlphabeticalOrder() {
    assertThat(Arrays.stream(Reason.values()).map(Reason::wireName).toList())
        .isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER);
  }

  @Test
  void theReasonsOfTheApiExist() {
    assertThat(
            List.of(
                "IdentityNotFederated IdentityNotFound IdentityMismatch TokenNotProjected RoleMissing AccountNotFound"
                    .split(" ")))
        .allMatch(name -> Reason.fromWireName(name).isPresent());
    assertThat(
            List.of(
                "ContainerNotFound NetworkBlocked ReadOnly StorkMissing ClusterUnreachable TimedOut Unknown NoCluster"
                    .split(" ")))
        .allMatch(name -> Reason.fromWireName(name).isPresent());
  }

  @Test
  void adviceIsWhatIsTheCaseAndWhatToDo() {
    assertThat(Reason.NO_CLUSTER.advise("None is there."))
        .isEqualTo("None is there; " + Reason.NO_CLUSTER.remedy());
    assertThat(Reason.PROGRESSING.advise("It goes on.")).isEqualTo("It goes on.");
  }

  @Test
  void whatIsNotOursIsNoReason() {
    assertThat(Reason.fromWireName("NoSuchReason")).isEmpty();
  }
}
