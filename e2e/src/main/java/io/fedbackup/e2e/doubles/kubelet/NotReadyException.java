package io.fedbackup.e2e.doubles.kubelet;

/** A container cannot start yet; the reason is what kubelet shows in its waiting state. */
final class NotReadyException extends Exception {

  static final String CONFIG_ERROR = "CreateContainerConfigError";
  static final String CREATING = "ContainerCreating";

  private final String reason;

  NotReadyException(String reason, String message) {
    super(message);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
