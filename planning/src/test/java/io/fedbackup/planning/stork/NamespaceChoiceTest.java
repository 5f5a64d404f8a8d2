package io.fedbackup.planning.stork;

import static org.assertj.core.api.Assertions.assertThat;

import io.fedbackup.api.v1alpha1.BackupTemplate;
import io.fedbackup.api.v1alpha1.BackupTemplateBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamespaceChoiceTest {
  private static final ProtectedNamespaces GUARDED = new ProtectedNamespaces("portworx");

  @Test
  void named_namespaces_that_the_cluster_lacks_are_left_out_and_listed() {
    assertThat(NamespaceChoice.of(named("shop", "web", "shop"), List.of("web", "x"), GUARDED))
        .isEqualTo(new NamespaceChoice.Named(List.of("web"), List.of("shop")));
  }

  @Test
  void none_there_is_told_apart() {
    assertThat(NamespaceChoice.of(named("shop"), List.of("web"), GUARDED))
        .isEqualTo(new NamespaceChoice.NoneThere(List.of("shop")));
  }

  @Test
  void namespaces_of_the_system_and_of_stork_are_refused() {
    assertThat(NamespaceChoice.of(named("shop", "portworx"), List.of("shop", "portworx"), GUARDED))
        .isEqualTo(new NamespaceChoice.Refused(List.of("portworx")));
    assertThat(NamespaceChoice.of(named("kube-system"), List.of("kube-system"), GUARDED))
        .isEqualTo(new NamespaceChoice.Refused(List.of("kube-system")));
  }

  @Test
  void all_is_left_to_stork() {
    assertThat(NamespaceChoice.of(named("*"), List.of("web"), GUARDED))
        .isEqualTo(new NamespaceChoice.All());
  }

  private static BackupTemplate named(String... names) {
    return BackupTemplateBuilder.builder().namespaces(List.of(names)).build();
  }
}
