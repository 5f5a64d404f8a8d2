package io.fedbackup.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FluxProgramsTest {

  @Test
  void without_any_path_there_is_no_flux() {
    assertThat(FluxPrograms.given(name -> null)).isEmpty();
  }

  @Test
  void half_of_the_paths_is_a_mistake_that_names_the_missing_variable() {
    var variables = Map.of(FluxPrograms.DEFINITIONS, "/");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FluxPrograms.given(variables::get))
        .withMessageContaining(FluxPrograms.SOURCE_CONTROLLER);
  }

  @Test
  void a_path_to_nothing_is_a_mistake() {
    var variables =
        Map.of(
            FluxPrograms.SOURCE_CONTROLLER, "/nowhere/source-controller",
            FluxPrograms.KUSTOMIZE_CONTROLLER, "/nowhere/kustomize-controller",
            FluxPrograms.DEFINITIONS, "/nowhere/crds");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FluxPrograms.given(variables::get))
        .withMessageContaining("/nowhere/source-controller");
  }
}
