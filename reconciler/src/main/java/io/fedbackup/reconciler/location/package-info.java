/**
 * BackupLocations: Stork's BackupLocation on every selected cluster, the agent's validation there,
 * and both taken back. Decides nothing that a pure function of {@code io.fedbackup.planning} can
 * decide, and reaches clusters only through {@code io.fedbackup.reconciler.remote}.
 */
@NullMarked
package io.fedbackup.reconciler.location;

import org.jspecify.annotations.NullMarked;
