/**
 * A stand-in for nodes: runs the pods of a cluster as processes of this machine.
 *
 * <p>Owns pods from their binding to their end: volumes, environment, processes, status, logs. Must
 * not know what the programs are for; which image is which program is told by who starts it.
 */
@NullMarked
package io.fedbackup.e2e.doubles.kubelet;

import org.jspecify.annotations.NullMarked;
