/**
 * A fleet in the test bed: a backup cluster with fedbackup's CRDs and rights, application clusters
 * with Stork and a node, and Azure, wired to each other as people would wire the real things.
 *
 * <p>Owns the wiring, and the shared servers that make a fleet cheap for tests. Must not know
 * fedbackup's programs or how they decide: what it installs of fedbackup are the files that people
 * install, too.
 */
@NullMarked
package io.fedbackup.e2e.fleet;

import org.jspecify.annotations.NullMarked;
