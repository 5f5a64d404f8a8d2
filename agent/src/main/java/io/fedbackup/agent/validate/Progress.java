package io.fedbackup.agent.validate;

import io.fedbackup.agent.result.ValidationResult.Marker;
import io.fedbackup.agent.store.ObjectLock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far a validation has come; written by the thread of its steps, read by the one that watches
 * the time.
 */
final class Progress {

  private static final Logger LOG = LoggerFactory.getLogger(Progress.class);

  private volatile Step step = Step.AUTHENTICATE;
  private volatile Marker marker = Marker.skipped;
  private volatile boolean mayMarkerExist;
  private volatile @Nullable ObjectLock lock;

  void enter(Step next) {
    LOG.info("{}", next.description());
    step = next;
  }

  void saw(ObjectLock seen) {
    lock = seen;
  }

  void wrote(boolean asVersion) {
    marker = Marker.written;
    var known = lock;
    if (known != null) {
      lock = known.withVersioning(asVersion);
    }
  }

  void markerMayExist(boolean may) {
    mayMarkerExist = may;
  }

  Step step() {
    return step;
  }

  Marker marker() {
    return marker;
  }

  boolean mayMarkerExist() {
    return mayMarkerExist;
  }

  boolean locked() {
    return lock().filter(ObjectLock::enabled).isPresent();
  }

  Optional<ObjectLock> lock() {
    return Optional.ofNullable(lock);
  }
}
