package io.fedbackup.e2e.fleet;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class a {@link Fleet}: as a parameter of the constructor, of test methods or
 * of life-cycle methods. All of a class share one, unless {@link #ownForEachTest()}; no two classes
 * do. The servers behind it are shared by all classes of a run, reset in between.
 *
 * <pre>{@code
 * @FleetTest(applicationClusters = 1)
 * class DriftIT {
 *   @Test
 *   void what_was_deleted_by_hand_comes_back(Fleet fleet) { ... }
 * }
 * }</pre>
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("fleet")
@ExtendWith(FleetExtension.class)
public @interface FleetTest {

  /** How many application clusters there are, named {@code app-1} and so on. */
  int applicationClusters() default 2;

  /** Whether Stork is installed on all of them. */
  boolean stork() default true;

  /** Whether their identities may write to the container. */
  boolean storageGranted() default true;

  /** Whether each test method gets a fleet that nobody has used. */
  boolean ownForEachTest() default false;
}
