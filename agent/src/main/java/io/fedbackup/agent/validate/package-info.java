/**
 * The verb {@code validate}: the order of its steps, its time budget, and the promise that a marker
 * is always deleted again.
 *
 * <p>Must not know any cloud's library nor the command line.
 */
@NullMarked
package io.fedbackup.agent.validate;

import org.jspecify.annotations.NullMarked;
