@NullMarked
package io.fedbackup.gitsync.engine;

import org.jspecify.annotations.NullMarked;
