/**
 * The test bed: real etcd, kube-apiserver, kube-controller-manager and Azurite as local processes.
 *
 * <p>Owns starting, watching, resetting and ending these processes, their ports, certificates and
 * folders. Everything listens on the loopback interface only. Must not know the product's kinds,
 * its programs, or the doubles: those build on this package.
 */
@NullMarked
package io.fedbackup.e2e.testbed;

import org.jspecify.annotations.NullMarked;
