@NullMarked
package io.fedbackup.gitsync.preview;

import org.jspecify.annotations.NullMarked;
