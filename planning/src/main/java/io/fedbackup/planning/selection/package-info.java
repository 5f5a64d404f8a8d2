/**
 * Which clusters a selection means, and which labels a selector matches. Pure: works on objects
 * that the caller read.
 */
@NullMarked
package io.fedbackup.planning.selection;

import org.jspecify.annotations.NullMarked;
