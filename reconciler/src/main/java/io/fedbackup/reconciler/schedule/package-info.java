/**
 * BackupSchedules: Stork's schedules on every selected cluster, kept as wanted, and a Backup here
 * for every run there. Talks to clusters only through {@code remote}; must not know how a Backup
 * follows its run, which is {@code backup}'s.
 */
@NullMarked
package io.fedbackup.reconciler.schedule;

import org.jspecify.annotations.NullMarked;
