/**
 * What a step of a reconciliation came to, and the one place that turns this into conditions. Pure;
 * knows no client and no clock.
 */
@NullMarked
package io.fedbackup.planning.outcome;

import org.jspecify.annotations.NullMarked;
