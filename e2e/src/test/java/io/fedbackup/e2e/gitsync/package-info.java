/** git-sync and the command line as the programs they are, on a real API server. */
@NullMarked
package io.fedbackup.e2e.gitsync;

import org.jspecify.annotations.NullMarked;
