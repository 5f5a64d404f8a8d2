@NullMarked
package io.fedbackup.gitsync.receiver;

import org.jspecify.annotations.NullMarked;
