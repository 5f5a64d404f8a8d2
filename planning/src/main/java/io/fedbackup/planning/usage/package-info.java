/**
 * What SchedulePolicies and Rules are to those who name them: who they are, what is refused, and
 * what follows for the object. Pure; knows no client.
 */
@NullMarked
package io.fedbackup.planning.usage;

import org.jspecify.annotations.NullMarked;
