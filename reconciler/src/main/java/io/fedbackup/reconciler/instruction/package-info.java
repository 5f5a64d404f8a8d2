/**
 * What schedules and backups have in common on an application cluster: which Stork kinds are
 * watched, how a standing instruction is kept as it is wanted and how a schedule is taken back,
 * what must be there before anything is written. Talks to clusters only through {@code remote}.
 */
@NullMarked
package io.fedbackup.reconciler.instruction;

import org.jspecify.annotations.NullMarked;
