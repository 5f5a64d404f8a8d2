@NullMarked
package io.fedbackup.gitsync.commitstatus;

import org.jspecify.annotations.NullMarked;
