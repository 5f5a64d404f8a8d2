/**
 * From what is on the cluster, a plan and what a dry run said of it to a preview: what the fleet is
 * meant to be before and after, and what that brings about. Pure: does not ask the cluster.
 */
@NullMarked
package io.fedbackup.gitsync.outlook;

import org.jspecify.annotations.NullMarked;
