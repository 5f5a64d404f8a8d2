/**
 * Everything that talks to application clusters: connections made from kubeconfigs, watches, cached
 * reads, writes, and the translation of what goes wrong.
 *
 * <p>Other packages see {@link io.fedbackup.reconciler.remote.ApplicationClusters} and {@link
 * io.fedbackup.reconciler.remote.RemoteCluster} and never a client of an application cluster. This
 * package must not know what a location, a schedule or a backup is: it carries objects and reports
 * changes.
 */
@NullMarked
package io.fedbackup.reconciler.remote;

import org.jspecify.annotations.NullMarked;
