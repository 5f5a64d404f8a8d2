@NullMarked
package io.fedbackup.gitsync.cli;

import org.jspecify.annotations.NullMarked;
