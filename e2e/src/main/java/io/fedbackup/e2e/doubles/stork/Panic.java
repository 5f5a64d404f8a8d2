package io.fedbackup.e2e.doubles.stork;

/** The end of the process on a NamespacedSchedulePolicy that came by watch. */
final class Panic {

  private static final int GO_PANIC = 2;

  private Panic() {}

  static void typeAssertion() {
    Log.line(
        "panic: interface conversion: interface {} is *v1alpha1.NamespacedSchedulePolicy, not"
            + " *v1alpha1.SchedulePolicy");
    Runtime.getRuntime().halt(GO_PANIC);
  }
}
