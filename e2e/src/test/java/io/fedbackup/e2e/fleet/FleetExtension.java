package io.fedbackup.e2e.fleet;

import io.fedbackup.e2e.testbed.ControlPlane;
import io.fedbackup.e2e.testbed.Testbed;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Resolves parameters of types {@link Fleet}, {@link ControlPlane} and {@link Testbed}; see {@link
 * FleetTest} and {@link ControlPlaneTest}. A test in which fedbackup wrote a condition that helps
 * nobody fails: see {@link SeenCondition}.
 */
final class FleetExtension implements ExecutionCondition, ParameterResolver, AfterEachCallback {

  private static final Namespace NAMESPACE = Namespace.create(FleetExtension.class);

  /** Each process that runs tests has its own. */
  private static final Path DIRECTORY =
      Path.of("target", "fleets", Long.toString(ProcessHandle.current().pid()));

  private static final Path CONDITIONS = DIRECTORY.resolve("conditions.txt");

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return Clusters.ofThisRun()
        .unavailable()
        .map(ConditionEvaluationResult::disabled)
        .orElseGet(() -> ConditionEvaluationResult.enabled("Clusters can be started"));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    var type = parameter.getParameter().getType();
    return type == Fleet.class || type == Testbed.class || type == ControlPlane.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var servers =
        ofProcess(context)
            .computeIfAbsent(FleetServers.class, _ -> startServers(), FleetServers.class);
    var type = parameter.getParameter().getType();
    if (type == Testbed.class) {
      return servers.testbed();
    }
    if (type == ControlPlane.class) {
      return ofClass(context)
          .getStore(NAMESPACE)
          .computeIfAbsent(
              LentControlPlane.class, _ -> servers.lendControlPlane(), LentControlPlane.class)
          .controlPlane();
    }
    var test = annotation(context);
    // The store closes what is in it at the end of its class or method.
    var scope = test.ownForEachTest() ? context : ofClass(context);
    var store = scope.getStore(NAMESPACE);
    var fleet = store.computeIfAbsent(Fleet.class, _ -> servers.lend(options(test)), Fleet.class);
    store.computeIfAbsent(ConditionWatch.class, _ -> watch(fleet, context), ConditionWatch.class);
    return fleet;
  }

  private static ConditionWatch watch(Fleet fleet, ExtensionContext context) {
    var log =
        ofProcess(context)
            .computeIfAbsent(
                ConditionLog.class, _ -> new ConditionLog(CONDITIONS), ConditionLog.class);
    return new ConditionWatch(fleet.backup().client(), log::add);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    // found in the store of the method or, by inheritance, in that of its class
    var watch = context.getStore(NAMESPACE).get(ConditionWatch.class, ConditionWatch.class);
    if (watch != null) {
      var bad = watch.takeBad();
      if (!bad.isEmpty()) {
        throw new AssertionError(
            "Conditions that help nobody; all that were seen are in %s:%n%s"
                .formatted(CONDITIONS, String.join(System.lineSeparator(), bad)));
      }
    }
  }

  /**
   * What is in it lives as long as the process. The store of the root context does not: where
   * several processes share the classes, Surefire has each class executed on its own, with a root
   * of its own.
   */
  private static ExtensionContext.Store ofProcess(ExtensionContext context) {
    return context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE);
  }

  private static FleetServers startServers() {
    return FleetServers.of(Clusters.ofThisRun().open(DIRECTORY));
  }

  private static FleetTest annotation(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(context.getRequiredTestClass(), FleetTest.class)
        .orElseThrow(() -> new IllegalStateException("@FleetTest stands on no nested class"));
  }

  private static ExtensionContext ofClass(ExtensionContext context) {
    return context.getTestMethod().isPresent() ? context.getParent().orElseThrow() : context;
  }

  private static FleetOptions options(FleetTest test) {
    var options = FleetOptions.forTests(test.applicationClusters());
    options = test.stork() ? options : options.withoutStork();
    return test.storageGranted() ? options : options.withoutStorageGranted();
  }
}
