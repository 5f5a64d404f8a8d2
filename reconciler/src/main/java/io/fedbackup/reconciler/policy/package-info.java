/**
 * SchedulePolicies and Rules on the backup cluster: refused or not, used by whom, and kept while
 * used. They get to clusters with the schedules and backups that use them, which is not the
 * business of this package.
 */
@NullMarked
package io.fedbackup.reconciler.policy;

import org.jspecify.annotations.NullMarked;
