/**
 * What a BackupLocation is on clusters: Stork's resource, what is refused, who still uses it, and
 * the roll-up of the clusters' states. Pure; knows no client.
 */
@NullMarked
package io.fedbackup.planning.location;

import org.jspecify.annotations.NullMarked;
