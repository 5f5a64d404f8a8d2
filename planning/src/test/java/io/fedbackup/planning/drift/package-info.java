/** Comparison on owned fields, on documents as API servers write them. */
@NullMarked
package io.fedbackup.planning.drift;

import org.jspecify.annotations.NullMarked;
