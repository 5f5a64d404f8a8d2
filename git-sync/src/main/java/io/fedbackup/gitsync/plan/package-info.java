/**
 * What has to be written and removed so that the backup cluster has what is wanted: comparison on
 * owned fields, order, prune and its guard. Pure; knows neither the Kubernetes client nor JGit.
 */
@NullMarked
package io.fedbackup.gitsync.plan;

import org.jspecify.annotations.NullMarked;
