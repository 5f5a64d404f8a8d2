@NullMarked
package io.fedbackup.gitsync.source;

import org.jspecify.annotations.NullMarked;
