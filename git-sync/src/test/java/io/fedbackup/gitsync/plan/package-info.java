@NullMarked
package io.fedbackup.gitsync.plan;

import org.jspecify.annotations.NullMarked;
