package io.fedbackup.reconciler;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

@AnalyzeClasses(
    packages = "io.fedbackup.reconciler",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule the_reconciler_does_not_know_git_sync =
      noClasses().should().dependOnClassesThat().resideInAnyPackage("io.fedbackup.gitsync..");

  @ArchTest
  static final ArchRule only_remote_and_app_make_clients =
      noClasses()
          .that()
          .resideOutsideOfPackages("..reconciler.remote", "..reconciler.app")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(KubernetesClientBuilder.class);

  @ArchTest
  static final ArchRule remote_knows_no_kind_of_ours =
      classes()
          .that()
          .resideInAPackage("..reconciler.remote")
          .should()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackages(
              "..reconciler.app..",
              "..reconciler.backup..",
              "..reconciler.cluster..",
              "..reconciler.location..",
              "..reconciler.policy..",
              "..reconciler.schedule..");

  @ArchTest
  static final ArchRule packages_have_no_cycles =
      slices().matching("io.fedbackup.reconciler.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule nothing_of_the_test_bed_is_used =
      noClasses().should().dependOnClassesThat().resideInAPackage("io.fedbackup.e2e..");
}
