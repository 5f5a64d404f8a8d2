package io.fedbackup.gitsync.controller;

import io.javaoperatorsdk.operator.RuntimeInfo;
import io.javaoperatorsdk.operator.health.InformerHealthIndicator;
import io.javaoperatorsdk.operator.health.InformerWrappingEventSourceHealthIndicator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** How the watches of our own kinds on the backup cluster are doing. */
@SuppressWarnings("rawtypes") // so the framework declares its indicators
record WatchHealth(Map<String, Map<String, InformerWrappingEventSourceHealthIndicator>> unwell) {

  static WatchHealth of(RuntimeInfo runtime) {
    return new WatchHealth(
        runtime.isStarted()
            ? runtime.unhealthyInformerWrappingEventSourceHealthIndicator()
            : Map.of());
  }

  /** A watch that has ended for good: only a new process gets it back. */
  Optional<String> ended() {
    return first(informer -> !informer.isRunning()).map(name -> name + " has ended");
  }

  /** A watch that is not there now, because the API server is away for example. */
  Optional<String> interrupted() {
    return first(informer -> !informer.hasSynced() || !informer.isWatching())
        .map(name -> name + " is interrupted");
  }

  private Optional<String> first(Predicate<InformerHealthIndicator> trouble) {
    return unwell.entrySet().stream()
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
