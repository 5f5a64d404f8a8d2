/**
 * Carries a plan out: lists, server-side apply, prune. Owns the Kubernetes client; knows no Git.
 */
@NullMarked
package io.fedbackup.gitsync.apply;

import org.jspecify.annotations.NullMarked;
