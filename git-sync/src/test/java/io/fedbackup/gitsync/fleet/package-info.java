@NullMarked
package io.fedbackup.gitsync.fleet;

import org.jspecify.annotations.NullMarked;
