package io.fedbackup.reconciler.app;

import io.javaoperatorsdk.operator.RuntimeInfo;
import io.javaoperatorsdk.operator.health.InformerHealthIndicator;
import io.javaoperatorsdk.operator.health.InformerWrappingEventSourceHealthIndicator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** How the watches of our own kinds on the backup cluster are doing. */
@SuppressWarnings("rawtypes") // so the framework declares its indicators
final class InformerHealth {
  private InformerHealth() {}

  /** A watch that has ended for good: only a new process gets it back. */
  static Optional<String> ended(RuntimeInfo runtime) {
    return first(runtime, informer -> !informer.isRunning()).map(name -> name + " has ended");
  }

  /** A watch that is not there now, because the API server is away for example. */
  static Optional<String> interrupted(RuntimeInfo runtime) {
    return first(runtime, informer -> !informer.hasSynced() || !informer.isWatching())
        .map(name -> name + " is interrupted");
  }

  private static Optional<String> first(
      RuntimeInfo runtime, Predicate<InformerHealthIndicator> trouble) {
    if (!runtime.isStarted()) {
      return Optional.empty();
    }
    return runtime.unhealthyInformerWrappingEventSourceHealthIndicator().entrySet().stream()
        .flatMap(controller -> troubled(controller.getKey(), controller.getValue(), trouble))
        .findFirst();
  }

  private static Stream<String> troubled(
      String controller,
      Map<String, InformerWrappingEventSourceHealthIndicator> sources,
      Predicate<InformerHealthIndicator> trouble) {
    return sources.entrySet().stream()
        .filter(
            source ->
                ((InformerWrappingEventSourceHealthIndicator<?>) source.getValue())
                    .informerHealthIndicators().values().stream().anyMatch(trouble))
        .map(source -> "the watch " + source.getKey() + " of controller " + controller);
  }
}
