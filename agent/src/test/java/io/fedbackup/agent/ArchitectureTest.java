package io.fedbackup.agent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.fedbackup.agent", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule the_agent_knows_no_kubernetes_client =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.fabric8..", "io.kubernetes..", "io.javaoperatorsdk..")
          .because("its contract is its environment, its exit code and the termination message");

  @ArchTest
  static final ArchRule the_agent_knows_none_of_our_other_modules =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.fedbackup.api..",
              "io.fedbackup.planning..",
              "io.fedbackup.reconciler..",
              "io.fedbackup.gitsync..",
              "io.fedbackup.e2e..");

  @ArchTest
  static final ArchRule only_the_azure_package_knows_the_libraries_of_azure =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.fedbackup.agent.azure")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.azure..", "com.microsoft..", "reactor..");

  @ArchTest
  static final ArchRule only_the_command_line_knows_picocli =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.fedbackup.agent")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..");

  @ArchTest
  static final ArchRule packages_have_no_cycles =
      slices().matching("io.fedbackup.agent.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule nothing_knows_the_command_line =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.fedbackup.agent")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.fedbackup.agent");
}
