/**
 * The reconciler as the program that it is, between one backup cluster and application clusters.
 */
@NullMarked
package io.fedbackup.e2e.reconciler;

import org.jspecify.annotations.NullMarked;
