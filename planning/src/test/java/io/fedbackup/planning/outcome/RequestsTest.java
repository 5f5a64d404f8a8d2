package io.fedbackup.planning.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.fedbackup.planning.naming.Annotations;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestsTest {
  @Test
  void aRequestIsTakenAsItStands() {
    assertThat(Requests.requestedAt(Map.of(Annotations.REQUESTED_AT, " now "))).isEqualTo(" now ");
    assertThat(Requests.requestedAt(Map.of())).isNull();
    assertThat(Requests.requestedAt(null)).isNull();
  }

  @Test
  void aRequestThatIsTooLongForAStatusIsCutTheSameWayEachTime() {
    var annotations = Map.of(Annotations.REQUESTED_AT, "x".repeat(10_000));

    assertThat(Requests.requestedAt(annotations))
        .hasSize(253)
        .isEqualTo(Requests.requestedAt(annotations));
  }
}
