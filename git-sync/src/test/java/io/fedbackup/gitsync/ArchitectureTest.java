package io.fedbackup.gitsync;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.fedbackup.gitsync.apply.Objects;

/** The walls inside of git-sync. */
@AnalyzeClasses(
    packages = "io.fedbackup.gitsync",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "io.fedbackup.gitsync.";

  @ArchTest
  static final ArchRule reading_validating_and_comparing_know_no_client_and_no_git =
      noClasses()
          .that()
          .resideInAnyPackage(
              ROOT + "yaml",
              ROOT + "schema",
              ROOT + "report",
              ROOT + "validate",
              ROOT + "meaning",
              ROOT + "cel",
              ROOT + "fleet",
              ROOT + "plan",
              ROOT + "preview",
              ROOT + "drift",
              ROOT + "sops")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.fabric8.kubernetes..",
              "org.eclipse.jgit..",
              "io.javaoperatorsdk..",
              "java.net..");

  @ArchTest
  static final ArchRule only_the_source_knows_git =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "source")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.eclipse.jgit..");

  @ArchTest
  static final ArchRule only_source_and_signature_know_keys =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + "source", ROOT + "signature")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.sshd..", "org.bouncycastle..");

  @ArchTest
  static final ArchRule only_one_package_knows_the_cel_library =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "cel")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.cel..");

  @ArchTest
  static final ArchRule only_one_package_knows_the_age_library =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "sops")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.exceptionfactory.jagged..");

  @ArchTest
  static final ArchRule what_git_servers_say_and_are_told_knows_no_framework =
      noClasses()
          .that()
          .resideInAnyPackage(ROOT + "receiver", ROOT + "commitstatus")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.javaoperatorsdk..");

  @ArchTest
  static final ArchRule only_who_applies_watches_or_runs_knows_the_kubernetes_client =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              ROOT + "apply", ROOT + "watch", ROOT + "controller", ROOT + "cli")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.fabric8.kubernetes.client..");

  @ArchTest
  static final ArchRule git_sync_does_not_know_the_reconciler =
      noClasses().should().dependOnClassesThat().resideInAPackage("io.fedbackup.reconciler..");

  @ArchTest
  static final ArchRule nobody_knows_the_command_line =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "cli")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + "cli");

  /** A one-shot object that is created again does its work again. */
  @ArchTest
  static final ArchRule what_comes_from_git_is_only_patched_never_created_or_replaced =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "controller")
          .should()
          .callMethodWhere(
              target(nameMatching("create|createOr|createOrReplace|replace|update|edit|editStatus"))
                  .and(target(owner(resideInAPackage("io.fabric8.kubernetes.client.dsl..")))));

  /** Removing is pruning, behind its guard and after everything is applied. */
  @ArchTest
  static final ArchRule only_the_applier_deletes =
      noClasses()
          .that()
          .doNotHaveSimpleName("Applier")
          .should()
          .callMethodWhere(
              target(nameMatching("delete")).and(target(owner(assignableTo(Objects.class)))));

  @ArchTest
  static final ArchRule there_are_no_cycles =
      slices().matching(ROOT + "(*)..").should().beFreeOfCycles();
}
