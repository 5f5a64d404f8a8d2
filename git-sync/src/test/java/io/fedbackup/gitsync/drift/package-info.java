@NullMarked
package io.fedbackup.gitsync.drift;

import org.jspecify.annotations.NullMarked;
