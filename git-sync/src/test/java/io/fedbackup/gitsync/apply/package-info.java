@NullMarked
package io.fedbackup.gitsync.apply;

import org.jspecify.annotations.NullMarked;
