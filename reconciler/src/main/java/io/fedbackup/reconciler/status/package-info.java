/** Writes statuses of our kinds: only when they changed. Must not know what a status means. */
@NullMarked
package io.fedbackup.reconciler.status;

import org.jspecify.annotations.NullMarked;
