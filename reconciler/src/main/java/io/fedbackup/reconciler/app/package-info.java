/**
 * The process: command line, logging, wiring of the reconcilers, leader election, health and
 * metrics. Knows all packages of this module; none of them knows this one.
 */
@NullMarked
package io.fedbackup.reconciler.app;

import org.jspecify.annotations.NullMarked;
