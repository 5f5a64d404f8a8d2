/**
 * Reports drift of standing instructions: an Event on our object, a metric, and the DriftReport of
 * the cluster. What differs is found by {@code io.fedbackup.planning.drift}; putting it right is
 * the business of the instruction's own reconciler.
 */
@NullMarked
package io.fedbackup.reconciler.drift;

import org.jspecify.annotations.NullMarked;
