package io.fedbackup.reconciler.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorkVersionTest {
  private static Optional<ConfigMap> saying(String version) {
    return Optional.of(new ConfigMapBuilder().addToData("version", version).build());
  }

  private static Optional<Deployment> running(String image) {
    return Optional.of(
        new DeploymentBuilder()
            .withNewSpec()
            .withNewTemplate()
            .withNewSpec()
            .addNewContainer()
            .withName("sidecar")
            .withImage("side/car:99.0.0")
            .endContainer()
            .addNewContainer()
            .withName("stork")
            .withImage(image)
            .endContainer()
            .endSpec()
            .endTemplate()
            .endSpec()
            .build());
  }

  @Test
  void theConfigMapCountsBeforeTheImage() {
    assertThat(StorkVersion.of(saying("26.3.1-abc"), running("openstorage/stork:24.1.0")).text())
        .isEqualTo("26.3.1-abc");
  }

  @Test
  void anEmptyVersionInTheConfigMapSaysNothing() {
    assertThat(StorkVersion.of(saying(" "), running("openstorage/stork:26.3.0")).text())
        .isEqualTo("26.3.0");
  }

  @ParameterizedTest
  @CsvSource({
    "registry:5000/stork, unknown",
    "registry:5000/stork:26.4.0, 26.4.0",
    "stork:latest, unknown",
    "stork@sha256:abc, unknown",
    "stork:v26.3.0@sha256:abc, v26.3.0",
  })
  void anImageTagCountsOnlyIfItIsAVersion(String image, String version) {
    assertThat(StorkVersion.of(Optional.empty(), running(image)).text()).isEqualTo(version);
  }

  @ParameterizedTest
  @CsvSource({
    "26.2.9, true",
    "26.3.0, false",
    "26.3.0-rc1, false",
    "26.10.0, false",
    "v25.12, true",
    "9.0.0, true",
    "unknown, false",
    "main, false",
  })
  void onlyACertainlyOlderVersionIsTooOld(String version, boolean older) {
    assertThat(new StorkVersion(version).olderThan("26.3.0")).isEqualTo(older);
  }
}
