/**
 * The product's own programs, run as the processes that people run: built jars, real command lines,
 * kubeconfigs of their own accounts. Shares no class with them.
 */
@NullMarked
package io.fedbackup.e2e.programs;

import org.jspecify.annotations.NullMarked;
