@NullMarked
package io.fedbackup.gitsync.watch;

import org.jspecify.annotations.NullMarked;
