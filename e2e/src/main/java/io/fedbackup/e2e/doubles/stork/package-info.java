/**
 * Stork, as far as fedbackup instructs it: a program of its own that an application cluster's pod
 * runs, with the habits of open-source Stork as they were read from its source and seen on a real
 * API server.
 *
 * <p>Shares no class with fedbackup, so that a misunderstanding on one side shows on the other.
 */
@NullMarked
package io.fedbackup.e2e.doubles.stork;

import org.jspecify.annotations.NullMarked;
