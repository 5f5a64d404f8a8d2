@NullMarked
package io.fedbackup.gitsync.validate;

import org.jspecify.annotations.NullMarked;
