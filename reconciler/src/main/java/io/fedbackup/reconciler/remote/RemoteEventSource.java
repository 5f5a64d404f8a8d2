package io.fedbackup.reconciler.remote;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Triggers primaries on what happens on application clusters. */
final class RemoteEventSource<P extends HasMetadata> extends AbstractEventSource<RemoteEvent, P> {
  private final Function<RemoteEvent, Set<ResourceID>> owners;
  private final List<Consumer<RemoteEvent>> listeners;
  private final Consumer<RemoteEvent> listener = this::happened;

  RemoteEventSource(
      String name,
      Function<RemoteEvent, Set<ResourceID>> owners,
      List<Consumer<RemoteEvent>> listeners) {
    super(RemoteEvent.class, name);
    this.owners = owners;
    this.listeners = listeners;
  }

  @Override
  public void start() {
    super.start();
    listeners.add(listener);
  }

  @Override
  public void stop() {
    listeners.remove(listener);
    super.stop();
  }

  @Override
  public Set<RemoteEvent> getSecondaryResources(P primary) {
    return Set.of();
  }

  private void happened(RemoteEvent event) {
    owners.apply(event).forEach(owner -> getEventHandler().handleEvent(new Event(owner)));
  }
}
