/** Scenarios of ApplicationClusters: what a user sees of clusters that come, go and misbehave. */
@NullMarked
package io.fedbackup.e2e.cluster;

import org.jspecify.annotations.NullMarked;
