@NullMarked
package io.fedbackup.gitsync.cel;

import org.jspecify.annotations.NullMarked;
