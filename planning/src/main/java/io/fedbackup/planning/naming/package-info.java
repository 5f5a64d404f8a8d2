/** Names, labels and hashes of what is written to application clusters. Pure; knows no client. */
@NullMarked
package io.fedbackup.planning.naming;

import org.jspecify.annotations.NullMarked;
