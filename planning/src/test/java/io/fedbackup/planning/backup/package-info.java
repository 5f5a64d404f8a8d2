/** Mirroring, on reports as clusters send them, good and bad. */
@NullMarked
package io.fedbackup.planning.backup;

import org.jspecify.annotations.NullMarked;
