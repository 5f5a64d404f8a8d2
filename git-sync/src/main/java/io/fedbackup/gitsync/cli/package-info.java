/** The command line fedbackup. Knows every other package; no other package knows it. */
@NullMarked
package io.fedbackup.gitsync.cli;

import org.jspecify.annotations.NullMarked;
