/** Fixed vectors for names: a changed name would orphan what stands on clusters. */
@NullMarked
package io.fedbackup.planning.naming;

import org.jspecify.annotations.NullMarked;
