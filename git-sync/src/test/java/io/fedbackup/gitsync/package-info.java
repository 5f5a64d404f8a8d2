@NullMarked
package io.fedbackup.gitsync;

import org.jspecify.annotations.NullMarked;
