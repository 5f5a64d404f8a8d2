/**
 * The way from files to a validated set of objects, the same for the controller and the command
 * line. Joins source, yaml and validate; knows no Kubernetes client.
 */
@NullMarked
package io.fedbackup.gitsync.engine;

import org.jspecify.annotations.NullMarked;
