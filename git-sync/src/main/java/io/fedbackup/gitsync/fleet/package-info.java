/**
 * Rules about what the documents of a repository mean together: who selects whom, and who gets in
 * whose way. Pure; knows no client.
 */
@NullMarked
package io.fedbackup.gitsync.fleet;

import org.jspecify.annotations.NullMarked;
