/** What is written to application clusters, as documents. */
@NullMarked
package io.fedbackup.planning.stork;

import org.jspecify.annotations.NullMarked;
