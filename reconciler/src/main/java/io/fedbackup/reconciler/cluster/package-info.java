/**
 * ApplicationCluster: whether a cluster answers, is the one that it was, runs a Stork that can be
 * used, and keeps its backups when it is deleted; and how its instructions go when the object is
 * removed. Says so to the other reconcilers through {@code remote}. Must not know schedules or
 * backups of ours; Stork's resources it knows only to take them back, and who still uses a location
 * there it asks {@code location}.
 */
@NullMarked
package io.fedbackup.reconciler.cluster;

import org.jspecify.annotations.NullMarked;
