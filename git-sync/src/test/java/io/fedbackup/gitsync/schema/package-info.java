@NullMarked
package io.fedbackup.gitsync.schema;

import org.jspecify.annotations.NullMarked;
