@NullMarked
package io.fedbackup.gitsync.signature;

import org.jspecify.annotations.NullMarked;
