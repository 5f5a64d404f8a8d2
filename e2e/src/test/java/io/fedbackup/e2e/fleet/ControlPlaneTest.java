package io.fedbackup.e2e.fleet;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class a {@link io.fedbackup.e2e.testbed.ControlPlane} in its first state, as
 * a parameter of the constructor, of test methods or of life-cycle methods. All of a class share
 * it; afterwards it is taken back to its first state for the next one.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(FleetExtension.class)
public @interface ControlPlaneTest {}
