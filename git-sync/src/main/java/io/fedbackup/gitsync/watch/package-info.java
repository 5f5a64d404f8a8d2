/**
 * Watches what GitSyncs have applied, so that a change by hand is noticed at once: one watch per
 * account, kind and namespace, shared by all GitSyncs that look there; and decides which of its
 * events mean drift. Must not know what is done about it, nor Git.
 */
@NullMarked
package io.fedbackup.gitsync.watch;

import org.jspecify.annotations.NullMarked;
